using CdnGateway.Providers;
using CdnGateway.Providers.JdCloud;

namespace CdnGateway.UnitTests.Providers.JdCloud;

public sealed class JdCloudErrorsTests
{
    [Theory]
    [InlineData("-1", "Unavailable", "Yes")]
    [InlineData("1", "Rejected", "Once")]
    [InlineData("2", "Rejected", "Never")]
    [InlineData("3", "AuthFailed", "Never")]
    [InlineData("4", "AuthFailed", "Never")]
    [InlineData("5", "Rejected", "Never")]
    [InlineData("7", "AuthFailed", "Never")]
    [InlineData("8", "Unavailable", "Yes")]
    [InlineData("12", "Rejected", "Never")]
    [InlineData("13", "Rejected", "Never")]
    [InlineData("14", "Rejected", "Never")]
    [InlineData("17", "Rejected", "Never")]
    [InlineData("18", "Rejected", "Never")]
    [InlineData("19", "Rejected", "Never")]
    [InlineData("20", "AuthFailed", "Never")]
    [InlineData("21", "Rejected", "Never")]
    [InlineData("22", "Rejected", "Never")]
    [InlineData("23", "Rejected", "Never")]
    [InlineData("42", "Rejected", "Never")]
    [InlineData("43", "Rejected", "Never")]
    [InlineData("44", "Rejected", "Never")]
    [InlineData("45", "Rejected", "Never")]
    [InlineData("9999", "Rejected", "Never")]
    [InlineData("", "Rejected", "Never")]
    [InlineData("error", "Rejected", "Never")]
    public void Status_is_a_failure_of_its_kind(string status, string kind, string retry)
    {
        var failure = JdCloudErrors.Of(status, "失败");

        failure.Kind.ShouldBe(Enum.Parse<FailureKind>(kind));
        failure.Retry.ShouldBe(Enum.Parse<Retry>(retry));
        failure.ProviderCode.ShouldBe(status);
        failure.ProviderMessage.ShouldBe("失败");
        failure.RetryAfter.ShouldBeNull();
    }
}
