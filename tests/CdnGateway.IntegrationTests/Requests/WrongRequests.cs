namespace CdnGateway.IntegrationTests.Requests;

/// <summary>Queries that are wrong, each with the parameters that the answer has to name.</summary>
internal static class WrongRequests
{
    private const string Good = "play.live.com";

    public static readonly (string Query, string Names)[] Times =
    [
        ("start=yesterday", "start"),
        ("start=", "start"),
        ("start=2018-02-30", "start"),
        ("start=2018-06-02T24:00:00", "start"),
        ("start=2018-06-02T17:60", "start"),
        ("start=02.06.2018", "start"),
        ("start=2018/06/02", "start"),
        ("start=20180602", "start"),
        ("start=2018-6-2", "start"),
        ("start=%202018-06-02", "start"),
        ("start=2018-06-02%0A", "start"),
        ("start=2018-06-02T17:15:00Zulu", "start"),
        ("start=2018-06-02T17:15:00%20%2B08:00", "start"),
        ("start=2018-06-02T17:15:00%2B25:00", "start"),
        ("start=2018-06-02T17:15:00%2B08:75", "start"),
        ("start=2018-06-02T17:15:00.12345678", "start"),
        ("start=%EF%BC%92018-06-02", "start"), // a full-width digit
        ("start=1527930900000000", "start"), // microseconds
        ("start=-1527930900", "start"),
        ("start=1.5279309e9", "start"),
        ("start=0", "start"),
        ("start=9999999999", "start"),
        ("start=1999-12-31", "start"),
        ("start=2100-01-02", "start"),
        ("start=0001-01-01", "start"),
        ("start=0001-01-01T00:00:00%2B14:00", "start"),
        ("start=9999-12-31T23:59:59-14:00", "start"),
        ("end=9999-12-31T23:59:59Z", "end"),
        ("end=tomorrow", "end"),
        ("end=", "end"),
        ("start=a&end=b", "end,start"),
        ("start=2018-06-02&start=2018-06-01", "start"),
        ("end=2018-06-02&end=2018-06-01", "end"),
    ];

    public static readonly (string Query, string Names)[] Ranges =
    [
        ("start=2018-06-02T17:30&end=2018-06-02T17:15", "end,start"),
        ("start=2018-06-02T17:15&end=2018-06-02T17:15", "end,start"),
        ("start=2018-06-03", "start"),
        ("start=2018-06-03&end=2018-06-04", "end,start"),
        ("start=2016-01-01&end=2018-01-01", "end,start"),
        ("start=2018-06-02T17:31&end=2018-06-02T17:34", "end,start"),
        ("start=2018-06-02T17:33", "start"),
    ];

    public static readonly (string Query, string Names)[] Choices =
    [
        ("interval=5", "interval"),
        ("interval=15m", "interval"),
        ("interval=", "interval"),
        ("interval=5m&interval=1h", "interval"),
        ("format=xml", "format"),
        ("format=", "format"),
        ("format=json&format=csv", "format"),
        ("account=nobody", "account"),
        ("account=jd&account=nobody", "account"),
        ("account=", "account"),
        ("provider=aws", "provider"),
        ("provider=JdCloud,Tencent", "provider"),
        ("provider=", "provider"),
        ("account=jd&provider=tencent", "provider"),
        ("domain=www.test.com&account=jd", "domain"),
        ("month=2018-05", "month"),
        ("region=mainland", "region"),
        ("hosts=play.live.com", "hosts"),
        ("domain%5B%5D=play.live.com", "domain[]"),
        ("key=k", "key"),
        ("=x", ""),
        ("start=x&end=y&interval=z&format=q&account=nobody&provider=aws&domain=%20&colour=red",
            "account,colour,domain,end,format,interval,provider,start"),
    ];

    public static readonly (string Query, string Names)[] Domains =
    [
        .. new[]
        {
            "", "%20", $"{Good}%26Action%3DX", $"{Good}%3D1", "a%20b.com", $"%20{Good}", $"{Good}%20", "a+b.com", "a%00.com", "a%0D%0A.com", "a%09.com",
            $"{Good}%0A", "m%C3%BCnchen.example", "%E4%B8%AD%E6%96%87.cn", "%FF.com", "%F0%9F%98%80.com", "a..com", ".a.com", "a.com.", "-a.com",
            "a-.com", "a_b.com", "localhost", "all", "127.0.0.1", "1.2", "*.live.com", $"{Good}:443", $"http://{Good}", $"{Good}/x", $"{Good},vod.live.com",
            $"{Good};x", "%22play.live.com%22", "a%2523.com", $"{new string('a', 64)}.com", $"{string.Concat(Enumerable.Repeat("abcd.", 60))}com",
            string.Concat(Enumerable.Repeat("%F0%9F%98%80", 75)),
        }.Select(domain => ($"domain={domain}", "domain")),
        ($"domain={Good}&domain=", "domain"),
        ($"domain={Good}&domain=x", "domain"),
    ];

    public static readonly (string Query, string Names)[] Months =
    [
        ("", "month"),
        ("domain=www.test.com", "month"),
        ("month=", "month"),
        ("month=2018", "month"),
        ("month=2018-6", "month"),
        ("month=2018-13", "month"),
        ("month=2018-00", "month"),
        ("month=201806", "month"),
        ("month=2018-06-01", "month"),
        ("month=june", "month"),
        ("month=%2B018-06", "month"),
        ("month=1999-12", "month"),
        ("month=0001-01", "month"),
        ("month=9999-12", "month"),
        ("month=2018-07", "month"),
        ("month=2019-01", "month"),
        ("month=2018-04&month=2018-05", "month"),
        ("month=2018-05&start=2018-05-01", "month,start"),
        ("month=2018-05&end=2018-05-31", "end,month"),
        ("month=2018-05&start=2018-05-01&end=2018-05-31", "end,month,start"),
        ("start=2018-05-01", "end"),
        ("end=2018-05-31", "start"),
        ("start=2018-05-32&end=2018-05-31", "start"),
        ("start=2018-05-01T00:00&end=1527782400", "end,start"),
        ("start=2018-05-31&end=2018-05-01", "end,start"),
        ("start=2018-06-01&end=2018-07-01", "end"),
        ("start=2018-06-03&end=2018-06-04", "start"),
        ("start=2016-01-01&end=2018-01-01", "end"),
        ("start=0001-01-01&end=9999-12-31", "end,start"),
        ("start=2018-05-01&start=2018-05-02&end=2018-05-31", "start"),
        ("month=2018-04&region=asia", "region"),
        ("month=2018-04&region=", "region"),
        ("month=2018-04&region=mainland&region=overseas", "region"),
        ("month=2018-04&interval=5m", "interval"),
        ("month=2018-04&domain=all", "domain"),
        ("month=2018-07&region=moon&domain=x&format=pdf&account=no&colour=red", "account,colour,domain,format,month,region"),
    ];

    public static readonly (string Query, string Names)[] Accounts =
    [
        ("provider=aws", "provider"),
        ("account=nobody", "account"),
        ("domain=play.live.com", "domain"),
        ("secret=1", "secret"),
    ];
}
