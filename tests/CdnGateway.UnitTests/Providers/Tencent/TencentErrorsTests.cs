using CdnGateway.Providers;
using CdnGateway.Providers.Tencent;

namespace CdnGateway.UnitTests.Providers.Tencent;

public sealed class TencentErrorsTests
{
    [Theory]
    [InlineData("4000", "Rejected", "Never")]
    [InlineData("4100", "AuthFailed", "Never")]
    [InlineData("4101", "Rejected", "Never")]
    [InlineData("4102", "Rejected", "Never")]
    [InlineData("4103", "Rejected", "Never")]
    [InlineData("4104", "AuthFailed", "Never")]
    [InlineData("4105", "AuthFailed", "Never")]
    [InlineData("4106", "AuthFailed", "Never")]
    [InlineData("4110", "AuthFailed", "Never")]
    [InlineData("4200", "AuthFailed", "Once")]
    [InlineData("4300", "Rejected", "Never")]
    [InlineData("4400", "QuotaExhausted", "Yes")]
    [InlineData("4500", "AuthFailed", "Once")]
    [InlineData("4600", "Rejected", "Never")]
    [InlineData("5000", "Rejected", "Never")]
    [InlineData("5100", "Unavailable", "Yes")]
    [InlineData("5200", "Rejected", "Never")]
    [InlineData("5300", "Rejected", "Never")]
    [InlineData("5400", "Rejected", "Never")]
    [InlineData("5500", "Rejected", "Never")]
    [InlineData("6000", "Unavailable", "Yes")]
    [InlineData("6100", "Rejected", "Never")]
    [InlineData("6200", "Unavailable", "Yes")]
    [InlineData("7777", "Rejected", "Never")]
    public void Common_code_is_a_failure_of_its_kind(string code, string kind, string retry)
    {
        var failure = TencentErrors.Of(code, "SomeName", "words");

        failure.Kind.ShouldBe(Enum.Parse<FailureKind>(kind));
        failure.Retry.ShouldBe(Enum.Parse<Retry>(retry));
        failure.ProviderCode.ShouldBe(code);
        failure.ProviderMessage.ShouldBe("words");
    }

    [Theory]
    [InlineData("9000", "Unavailable")]
    [InlineData("22800", "Unavailable")]
    [InlineData("9163", "QuotaExhausted")]
    [InlineData("22063", "QuotaExhausted")]
    [InlineData("9135", "Unavailable")]
    [InlineData("9175", "Unavailable")]
    [InlineData("9151", "Unavailable")]
    [InlineData("-9011", "Timeout")]
    [InlineData("-9021", "Unavailable")]
    [InlineData("22200", "Unavailable")]
    public void Business_code_that_passes_is_tried_again(string business, string kind)
    {
        foreach (var failure in new[] { TencentErrors.Of("4000", "UserRequestError", $"({business})请重试"), TencentErrors.Of("4000", business, "please") })
        {
            failure.Kind.ShouldBe(Enum.Parse<FailureKind>(kind));
            failure.Retry.ShouldBe(Retry.Yes);
            failure.ProviderCode.ShouldBe(business);
        }
    }

    [Theory]
    [InlineData("9003")]
    [InlineData("9105")]
    [InlineData("9110")]
    [InlineData("9307")]
    [InlineData("9107")]
    [InlineData("20005")]
    [InlineData("9111")]
    [InlineData("22041")]
    [InlineData("9150")]
    [InlineData("9160")]
    [InlineData("9162")]
    [InlineData("9169")]
    [InlineData("9400")]
    [InlineData("23103")]
    [InlineData("25002")]
    [InlineData("25010")]
    public void Business_code_that_says_no_is_not_tried_again(string business)
    {
        var failure = TencentErrors.Of("4000", business, message: null);

        failure.Kind.ShouldBe(FailureKind.Rejected);
        failure.Retry.ShouldBe(Retry.Never);
        failure.ProviderCode.ShouldBe(business);
    }

    [Theory]
    [InlineData("(9110) no such host", "1234", "9110")]
    [InlineData("  (9110)没有", "UserRequestError", "9110")]
    [InlineData("host (9110) unknown", "UserRequestError", "4000")]
    [InlineData("host (9110) unknown", "9150", "9150")]
    [InlineData("(12) short", "UserRequestError", "4000")]
    [InlineData("(1234567) long", "UserRequestError", "4000")]
    [InlineData(null, null, "4000")]
    [InlineData("", "", "4000")]
    [InlineData("words", "9110x", "4000")]
    public void Business_code_is_the_digits_in_front_of_the_message_else_the_description(string? message, string? codeDesc, string providerCode) =>
        TencentErrors.Of("4000", codeDesc, message).ProviderCode.ShouldBe(providerCode);

    [Fact]
    public void Common_code_that_decides_is_not_softened_by_a_business_code()
    {
        var failure = TencentErrors.Of("4100", "AuthFailure", "(9000)system error");

        failure.Kind.ShouldBe(FailureKind.AuthFailed);
        failure.Retry.ShouldBe(Retry.Never);
    }
}
