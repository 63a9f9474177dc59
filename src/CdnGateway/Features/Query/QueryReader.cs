using System.Globalization;
using CdnGateway.Contracts;
using CdnGateway.Problems;

namespace CdnGateway.Features.Query;

/// <summary>Reads an endpoint's parameters and collects everything that is wrong with them, so that a caller is told all at once.</summary>
internal sealed class QueryReader
{
    private const int LongestEcho = 60;
    private const long MostNumber = 10_000_000_000_000_000;

    private readonly IQueryCollection _query;
    private readonly Dictionary<string, List<string>> _errors = new(StringComparer.Ordinal);

    public QueryReader(IQueryCollection query, IReadOnlyList<QueryParameter> known)
    {
        _query = query;
        foreach (var (name, values) in query)
        {
            var parameter = known.FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (parameter is null)
            {
                Fail(name, $"is no parameter here; there are {string.Join(", ", known.Select(p => p.Name))}");
            }
            else if (!parameter.Repeatable && values.Count > 1)
            {
                Fail(parameter.Name, "is given more than once");
            }
        }
    }

    public bool HasErrors => _errors.Count > 0;

    public bool IsGiven(QueryParameter parameter) => _query.ContainsKey(parameter.Name);

    /// <summary>True when something is wrong with this parameter.</summary>
    public bool IsWrong(QueryParameter parameter) => _errors.ContainsKey(parameter.Name);

    /// <summary>The value of a parameter; null when it is absent.</summary>
    public string? Single(QueryParameter parameter)
    {
        if (!_query.TryGetValue(parameter.Name, out var values))
        {
            return null;
        }

        var value = values.Count > 0 ? values[0] ?? "" : "";
        if (value.Length == 0)
        {
            Fail(parameter.Name, "is empty");
            return null;
        }

        return value;
    }

    /// <summary>A whole number, such as a bandwidth in bit/s; null when it is absent or wrong.</summary>
    public long? WholeNumber(QueryParameter parameter, long least)
    {
        if (Single(parameter) is not { } text)
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= MostNumber)
        {
            return number;
        }

        Fail(parameter.Name, $"{Echo(text)} must be a whole number from {least} to {MostNumber}");
        return null;
    }

    /// <summary>The values of a repeatable parameter, each once, in their order.</summary>
    public IReadOnlyList<string> Many(QueryParameter parameter)
    {
        var values = _query.TryGetValue(parameter.Name, out var given) ? given.Select(v => v ?? "").ToList() : [];
        if (values.RemoveAll(string.IsNullOrEmpty) > 0)
        {
            Fail(parameter.Name, "is empty");
        }

        return [.. values.Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>One of a parameter's closed set of values, in the set's own spelling; null when it is absent or wrong.</summary>
    public string? Choice(QueryParameter parameter) => Single(parameter) is { } value ? Known(parameter, value) : null;

    /// <summary>Several of a parameter's closed set of values.</summary>
    public IReadOnlyList<string> Choices(QueryParameter parameter) => [.. Many(parameter).Select(v => Known(parameter, v)).OfType<string>()];

    public void Fail(string parameter, string what)
    {
        if (!_errors.TryGetValue(parameter, out var list))
        {
            _errors[parameter] = list = [];
        }

        list.Add(what);
    }

    /// <summary>A wrong value as it may be repeated to the caller.</summary>
    public static string Echo(string value) =>
        $"'{(value.Length <= LongestEcho ? value : value[..LongestEcho] + "…")}'";

    public ProblemResult ToProblem() => new(
        ErrorCodes.InvalidRequest,
        _errors.Count == 1 ? "1 parameter is wrong; nothing was sent to a provider." : $"{_errors.Count} parameters are wrong; nothing was sent to a provider.")
    {
        Errors = _errors.ToDictionary(e => e.Key, e => e.Value.Distinct(StringComparer.Ordinal).ToArray(), StringComparer.Ordinal),
    };

    private string? Known(QueryParameter parameter, string value)
    {
        var known = parameter.Values!.FirstOrDefault(v => v.Equals(value, StringComparison.OrdinalIgnoreCase));
        if (known is null)
        {
            Fail(parameter.Name, $"{Echo(value)} is none of {string.Join(", ", parameter.Values!)}");
        }

        return known;
    }
}
