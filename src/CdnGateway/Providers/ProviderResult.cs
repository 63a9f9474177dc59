using System.Diagnostics.CodeAnalysis;

namespace CdnGateway.Providers;

/// <summary>An answer, or why there is none.</summary>
internal sealed class ProviderResult<T>
    where T : class
{
    private ProviderResult(T? value, ProviderFailure? failure)
    {
        Value = value;
        Failure = failure;
    }

    public T? Value { get; }

    public ProviderFailure? Failure { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool IsSuccess => Failure is null;

    public static implicit operator ProviderResult<T>(T value) => new(value, failure: null);

    public static implicit operator ProviderResult<T>(ProviderFailure failure) => new(value: null, failure);
}
