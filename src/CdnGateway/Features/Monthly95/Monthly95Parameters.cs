using CdnGateway.Features.Query;

namespace CdnGateway.Features.Monthly95;

internal static class Monthly95Parameters
{
    public static readonly QueryParameter Month = new(
        "month",
        "A month in Beijing time, yyyy-MM. Either this or start and end. The running month has no reported figure yet; a computed one is provisional.",
        "2017-11")
    {
        Preset = true,
    };

    public static readonly QueryParameter Start = new("start", "First day, yyyy-MM-dd, in Beijing time; together with end, in place of month.", "2017-11-01");

    public static readonly QueryParameter End = new("end", "Last day, yyyy-MM-dd, inclusive; together with start, in place of month.", "2017-11-30");

    public static readonly QueryParameter Region = new(
        "region",
        "mainland or overseas, of the accounts whose provider tells them apart. Default: the provider's own.",
        "mainland")
    {
        Values = ["mainland", "overseas"],
    };

    public static readonly QueryParameter Source = new(
        "source",
        "reported (the provider's own figure) or computed (from 5-minute points), or both. Default: one of them an account, reported where one answer "
        + "of the provider covers the whole account and the month is over, else computed.",
        "computed")
    {
        Values = ["reported", "computed"],
        Repeatable = true,
    };

    public static readonly QueryParameters All = new(
    [
        Month, Start, End, Region, Source,
        SharedParameters.Domain with { Example = "www.test.com" },
        SharedParameters.Account with { Example = "tencent-demo" },
        SharedParameters.Provider with { Example = "tencent" },
        SharedParameters.Format,
    ]);
}
