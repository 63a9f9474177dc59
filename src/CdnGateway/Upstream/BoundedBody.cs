using System.Buffers;
using System.IO.Pipelines;
using CdnGateway.Providers;

namespace CdnGateway.Upstream;

/// <summary>Reads an answer's body into pooled memory, up to a bound, and hands it to a parser.</summary>
internal static class BoundedBody
{
    private static readonly StreamPipeReaderOptions Options = new(bufferSize: 32 * 1024, minimumReadSize: 8 * 1024);

    public static async Task<ProviderResult<T>> ReadAsync<T>(
        HttpContent content,
        int mostBytes,
        Func<ReadOnlySequence<byte>, ProviderResult<T>> parse,
        CancellationToken cancellationToken)
        where T : class
    {
        if (content.Headers.ContentLength > mostBytes)
        {
            return TransportFailures.TooLarge(mostBytes);
        }

        var reader = PipeReader.Create(await content.ReadAsStreamAsync(cancellationToken), Options);
        try
        {
            while (true)
            {
                var read = await reader.ReadAsync(cancellationToken);
                if (read.Buffer.Length > mostBytes)
                {
                    return TransportFailures.TooLarge(mostBytes);
                }

                if (read.IsCompleted)
                {
                    return parse(read.Buffer);
                }

                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            return TransportFailures.CutOff;
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }
}
