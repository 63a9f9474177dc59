using CdnGateway.Providers.JdCloud;
using CdnGateway.Providers.Tencent;

namespace CdnGateway.Providers;

internal static class ProviderKinds
{
    /// <summary>The registration lines: the one place outside of its own folder where a vendor's type is named.</summary>
    public static IReadOnlyList<ProviderKind> All { get; } =
    [
        JdCloudProvider.Kind,
        TencentProvider.Kind,
    ];
}
