using System.Diagnostics.CodeAnalysis;

namespace CdnGateway.Providers;

/// <summary>An answer of any kind, or why there is none.</summary>
internal class ProviderResult(ProviderFailure? failure)
{
    public ProviderFailure? Failure { get; } = failure;
}

/// <summary>An answer, or why there is none.</summary>
internal sealed class ProviderResult<T> : ProviderResult
    where T : class
{
    private ProviderResult(T? value, ProviderFailure? failure)
        : base(failure) => Value = value;

    public T? Value { get; }

    public new ProviderFailure? Failure => base.Failure;

    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool IsSuccess => Value is not null;

    public static implicit operator ProviderResult<T>(T value) => new(value, failure: null);

    public static implicit operator ProviderResult<T>(ProviderFailure failure) => new(value: null, failure);
}
