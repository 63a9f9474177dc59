using System.IO.Pipelines;
using System.Text;
using CdnGateway.Contracts;
using CdnGateway.Features.Answering;

namespace CdnGateway.Features.Csv;

/// <summary>An answer as CSV (RFC 4180): CRLF, a header row with the unit in each column's name, a missing value as an empty cell.</summary>
/// <remarks>What JSON says beside the rows, whether the answer is complete and what failed, goes into headers.</remarks>
internal sealed class CsvDocument(
    string fileName, IReadOnlyList<string> columns, Func<CancellationToken, IAsyncEnumerable<IReadOnlyList<string?>>> rows)
{
    public const string CompleteHeader = "X-CdnGateway-Complete";
    public const string FailuresHeader = "X-CdnGateway-Failures";
    private const int LinesPerFlush = 2000;

    private static readonly UTF8Encoding WithoutMark = new(encoderShouldEmitUTF8Identifier: false);

    public CsvDocument(string fileName, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string?>> rows)
        : this(fileName, columns, _ => rows.ToAsyncEnumerable())
    {
    }

    public required bool Complete { get; init; }

    public required IReadOnlyList<Failure> Failures { get; init; }

    /// <summary>The header and the rows.</summary>
    public IAsyncEnumerable<string> LinesAsync(CancellationToken cancellationToken) =>
        rows(cancellationToken).Prepend(columns).Select(CsvText.Row);

    public AnswerBody ToBody() => new("text/csv; charset=utf-8; header=present", [.. Headers()], WriteAsync);

    private IEnumerable<KeyValuePair<string, string>> Headers()
    {
        yield return new("Content-Disposition", $"attachment; filename=\"{fileName}.csv\"");
        yield return new(CompleteHeader, Complete ? "true" : "false");
        if (Failures.Count > 0)
        {
            yield return new(FailuresHeader, string.Join(", ", Failures.Select(f => $"{f.Account} {f.Code}").Distinct(StringComparer.Ordinal)));
        }
    }

    private async Task WriteAsync(PipeWriter pipe, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(pipe.AsStream(leaveOpen: true), WithoutMark, bufferSize: 16 * 1024) { NewLine = CsvText.NewLine };
        var written = 0;
        await foreach (var line in LinesAsync(cancellationToken))
        {
            await writer.WriteLineAsync(line);
            if (++written % LinesPerFlush == 0)
            {
                await writer.FlushAsync(cancellationToken);
            }
        }

        await writer.FlushAsync(cancellationToken);
    }
}
