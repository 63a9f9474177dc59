using System.Buffers;
using CdnGateway.Providers;

namespace CdnGateway.Upstream;

/// <summary>Sends one request and reads its answer: everything of an attempt that does not depend on the provider.</summary>
internal sealed class UpstreamRequest(HttpClient http, UpstreamOptions options, TimeProvider time)
{
    public async Task<ProviderResult<T>> SendAsync<T>(
        HttpRequestMessage request,
        Func<ReadOnlySequence<byte>, ProviderResult<T>> parse,
        CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            Departure.Answered();
            return TransportFailures.OfStatus(response, time.GetUtcNow()) is { } failure
                ? failure
                : await BoundedBody.ReadAsync(response.Content, options.MaxResponseBytes, parse, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            return TransportFailures.NoAnswer(exception);
        }
    }
}
