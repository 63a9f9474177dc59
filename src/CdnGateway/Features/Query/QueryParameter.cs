namespace CdnGateway.Features.Query;

/// <summary>A parameter of an endpoint: what the documentation says of it and what the reader lets through.</summary>
/// <param name="Name">As in the URL.</param>
/// <param name="Description">For a person, with units and default.</param>
/// <param name="Example">One that works on the sandbox.</param>
internal sealed record QueryParameter(string Name, string Description, string Example)
{
    public bool Repeatable { get; init; }

    /// <summary>The closed set of values, where there is one.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    public string? Default { get; init; }

    /// <summary>Whether "Try it out" begins with the example; the examples that it begins with must go together.</summary>
    public bool Preset { get; init; }
}

/// <summary>An endpoint's parameters, as metadata of its route.</summary>
internal sealed record QueryParameters(IReadOnlyList<QueryParameter> All);
