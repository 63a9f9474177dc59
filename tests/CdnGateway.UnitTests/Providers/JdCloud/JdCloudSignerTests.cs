using CdnGateway.Providers.JdCloud;
using CdnGateway.UnitTests.Usage;

namespace CdnGateway.UnitTests.Providers.JdCloud;

public sealed class JdCloudSignerTests
{
    [Theory]
    // The inputs that every page of the documents names; no page prints the hash.
    [InlineData("2016-10-23", "jcloud_00", "e7a31b1c5ea0efa9aa2f29c6559f7d61", "a35685491fd80a80b40a718c3a5c5c56")]
    [InlineData("2016-10-24", "jcloud_00", "e7a31b1c5ea0efa9aa2f29c6559f7d61", "74b62fd99404951ecf5c2f854c9427f5")]
    public void Signature_is_the_documents(string day, string username, string secretKey, string signature) =>
        JdCloudSigner.Sign(Curves.Day(day), username, secretKey).ShouldBe(signature);

    [Theory]
    // Printed in sample requests, made with an empty key.
    [InlineData("2017-12-05", "914a3f41")]
    [InlineData("2017-12-08", "d00f58f8")]
    [InlineData("2017-12-11", "b036e609")]
    [InlineData("2017-12-19", "dbc1c130")]
    [InlineData("2018-01-02", "1e28b8b4")]
    public void Signature_begins_like_the_printed_samples(string day, string beginning) =>
        JdCloudSigner.Sign(Curves.Day(day), "jd_cdntest", "").ShouldStartWith(beginning);

    [Theory]
    [InlineData("2016-10-23T15:59:59Z", "a35685491fd80a80b40a718c3a5c5c56")]
    [InlineData("2016-10-23T16:30:00Z", "74b62fd99404951ecf5c2f854c9427f5")]
    [InlineData("2016-10-23T17:00:00Z", "74b62fd99404951ecf5c2f854c9427f5")]
    [InlineData("2016-10-24T15:59:59Z", "74b62fd99404951ecf5c2f854c9427f5")]
    public void Signature_carries_Beijings_day(string instant, string signature) =>
        JdCloudSigner.Sign(JdCloudSigner.DayOf(Curves.At(instant)), "jcloud_00", "e7a31b1c5ea0efa9aa2f29c6559f7d61").ShouldBe(signature);
}
