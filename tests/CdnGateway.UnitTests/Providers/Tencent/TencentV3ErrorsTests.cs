using CdnGateway.Providers;
using CdnGateway.Providers.Tencent;

namespace CdnGateway.UnitTests.Providers.Tencent;

public sealed class TencentV3ErrorsTests
{
    [Theory]
    [InlineData("RequestLimitExceeded", "QuotaExhausted", "Yes")]
    [InlineData("RequestLimitExceeded.UinLimitExceeded", "QuotaExhausted", "Yes")]
    [InlineData("UnauthorizedOperation.OperationTooOften", "QuotaExhausted", "Yes")]
    [InlineData("FailedOperation.OperationTooOften", "QuotaExhausted", "Yes")]
    [InlineData("LimitExceeded.CdnHostOpTooOften", "QuotaExhausted", "Yes")]
    [InlineData("LimitExceeded", "Rejected", "Never")]
    [InlineData("InternalError", "Unavailable", "Yes")]
    [InlineData("InternalError.CamSystemError", "Unavailable", "Yes")]
    [InlineData("InternalError.CdnConfigError", "Unavailable", "Yes")]
    [InlineData("InternalError.CdnDbError", "Unavailable", "Yes")]
    [InlineData("InternalError.CdnQuerySystemError", "Unavailable", "Yes")]
    [InlineData("InternalError.CdnSystemError", "Unavailable", "Yes")]
    [InlineData("InternalError.CostDataSystemError", "Unavailable", "Yes")]
    [InlineData("InternalError.DataSystemError", "Unavailable", "Yes")]
    [InlineData("InternalError.Error", "Unavailable", "Yes")]
    [InlineData("InternalError.InvalidErrorCode", "Unavailable", "Yes")]
    [InlineData("InternalError.ProxyServer", "Unavailable", "Yes")]
    [InlineData("InternalError.RouteError", "Unavailable", "Yes")]
    [InlineData("InternalError.TagSystemError", "Unavailable", "Yes")]
    [InlineData("ServiceUnavailable", "Unavailable", "Yes")]
    [InlineData("AuthFailure.SignatureExpire", "AuthFailed", "Once")]
    [InlineData("AuthFailure.SignatureFailure", "AuthFailed", "Never")]
    [InlineData("AuthFailure.SecretIdNotFound", "AuthFailed", "Never")]
    [InlineData("AuthFailure.InvalidSecretId", "AuthFailed", "Never")]
    [InlineData("AuthFailure.TokenFailure", "AuthFailed", "Never")]
    [InlineData("AuthFailure.MFAFailure", "AuthFailed", "Never")]
    [InlineData("AuthFailure.UnauthorizedOperation", "AuthFailed", "Never")]
    [InlineData("UnauthorizedOperation", "Rejected", "Never")]
    [InlineData("UnauthorizedOperation.CdnAccountUnauthorized", "Rejected", "Never")]
    [InlineData("UnauthorizedOperation.CdnCamUnauthorized", "Rejected", "Never")]
    [InlineData("UnauthorizedOperation.CdnHostUnauthorized", "Rejected", "Never")]
    [InlineData("UnauthorizedOperation.CdnProjectUnauthorized", "Rejected", "Never")]
    [InlineData("UnauthorizedOperation.CdnTagUnauthorized", "Rejected", "Never")]
    [InlineData("UnauthorizedOperation.CdnUserIsSuspended", "Rejected", "Never")]
    [InlineData("UnauthorizedOperation.CdnUserNoWhitelist", "Rejected", "Never")]
    [InlineData("UnauthorizedOperation.CsrfError", "Rejected", "Never")]
    [InlineData("UnauthorizedOperation.OpNoAuth", "Rejected", "Never")]
    [InlineData("OperationDenied.ProductUpgraded", "Rejected", "Never")]
    [InlineData("OperationDenied.UserMigrating", "Rejected", "Never")]
    [InlineData("InvalidParameter.CdnStatInvalidDate", "Rejected", "Never")]
    [InlineData("InvalidParameter.CdnStatTooManyDomains", "Rejected", "Never")]
    [InlineData("InvalidParameter.CdnHostInvalidParam", "Rejected", "Never")]
    [InlineData("InvalidParameterValue", "Rejected", "Never")]
    [InlineData("ResourceNotFound.CdnHostNotExists", "Rejected", "Never")]
    [InlineData("ResourceNotFound.CdnUserNotExists", "Rejected", "Never")]
    [InlineData("ResourceUnavailable", "Rejected", "Never")]
    [InlineData("InvalidAction", "Rejected", "Never")]
    [InlineData("NoSuchVersion", "Rejected", "Never")]
    [InlineData("MissingParameter", "Rejected", "Never")]
    [InlineData("UnknownParameter", "Rejected", "Never")]
    [InlineData("UnsupportedRegion", "Rejected", "Never")]
    [InlineData("UnsupportedProtocol", "Rejected", "Never")]
    [InlineData("Whatever.Comes", "Rejected", "Never")]
    public void Code_is_a_failure_of_its_kind_whatever_the_words_are(string code, string kind, string retry)
    {
        var failure = TencentV3Errors.Of(code, "words");

        failure.Kind.ShouldBe(Enum.Parse<FailureKind>(kind));
        failure.Retry.ShouldBe(Enum.Parse<Retry>(retry));
        failure.ProviderCode.ShouldBe(code);
        failure.ProviderMessage.ShouldBe("words");
        failure.RetryAfter.ShouldBe(failure.Kind == FailureKind.QuotaExhausted ? TimeSpan.FromSeconds(1) : null);
    }

    [Theory]
    [InlineData("OperationDenied.ProductUpgraded")]
    [InlineData("OperationDenied.UserMigrating")]
    public void Account_that_was_moved_is_told_where_to(string code) => TencentV3Errors.Of(code, message: null).Detail.ShouldContain("EdgeOne");
}
