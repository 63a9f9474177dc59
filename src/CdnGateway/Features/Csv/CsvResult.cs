using System.Text;
using CdnGateway.Contracts;

namespace CdnGateway.Features.Csv;

/// <summary>An answer as CSV (RFC 4180): CRLF, a header row with the unit in each column's name, a missing value as an empty cell.</summary>
/// <remarks>What JSON says beside the rows, whether the answer is complete and what failed, goes into headers.</remarks>
internal sealed class CsvResult(string fileName, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string?>> rows) : IResult
{
    public const string CompleteHeader = "X-CdnGateway-Complete";
    public const string FailuresHeader = "X-CdnGateway-Failures";
    private const int LinesPerFlush = 2000;

    private static readonly UTF8Encoding WithoutMark = new(encoderShouldEmitUTF8Identifier: false);

    public required bool Complete { get; init; }

    public required IReadOnlyList<Failure> Failures { get; init; }

    /// <summary>The header and the rows.</summary>
    public IEnumerable<string> Lines => rows.Prepend(columns).Select(CsvText.Row);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "text/csv; charset=utf-8; header=present";
        response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}.csv\"";
        response.Headers[CompleteHeader] = Complete ? "true" : "false";
        if (Failures.Count > 0)
        {
            response.Headers[FailuresHeader] = string.Join(", ", Failures.Select(f => $"{f.Account} {f.Code}").Distinct(StringComparer.Ordinal));
        }

        await using var writer = new StreamWriter(response.Body, WithoutMark, bufferSize: 16 * 1024, leaveOpen: true) { NewLine = CsvText.NewLine };
        var written = 0;
        foreach (var line in Lines)
        {
            await writer.WriteLineAsync(line);
            if (++written % LinesPerFlush == 0)
            {
                await writer.FlushAsync(httpContext.RequestAborted);
            }
        }

        await writer.FlushAsync(httpContext.RequestAborted);
    }
}
