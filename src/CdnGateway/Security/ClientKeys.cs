using CdnGateway.Contracts;
using CdnGateway.Problems;

namespace CdnGateway.Security;

/// <summary>Lets nobody under /api without a key, and nobody ask more often than agreed.</summary>
internal sealed class ClientKeys(ClientRegistry registry, bool allowAnonymous)
{
    public const string Header = "X-Api-Key";
    private const string Scheme = "Bearer ";

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (Refusal(context) is { } problem)
        {
            await problem.ExecuteAsync(context);
            return;
        }

        await next(context);
    }

    /// <summary>Finds out who asks; the problem when it is nobody we know.</summary>
    private ProblemResult? Refusal(HttpContext context)
    {
        var key = KeyOf(context.Request.Headers);
        if (key is null && allowAnonymous)
        {
            context.Features.Set(Client.Anonymous);
            return null;
        }

        if (key is null || registry.Find(key) is not { } entry)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer realm=\"CdnGateway\"";
            return new ProblemResult(
                ErrorCodes.Unauthorized,
                key is null ? $"No key came with the request; send it as {Header} or as Authorization: Bearer." : "The key is not known here.");
        }

        context.Features.Set(entry.Client);
        return TooOften(entry);
    }

    private static ProblemResult? TooOften(ClientRegistry.Entry entry)
    {
        if (entry.Limiter is not { } limiter)
        {
            return null;
        }

        using var lease = limiter.AttemptAcquire();
        if (!lease.IsAcquired)
        {
            return new ProblemResult(ErrorCodes.RateLimited, "This client's requests of the last 60 seconds are used up.") { RetryAfter = lease.RetryAfter };
        }

        lease.MarkSent();
        return null;
    }

    private static string? KeyOf(IHeaderDictionary headers)
    {
        if (headers.TryGetValue(Header, out var key))
        {
            return key.ToString();
        }

        var authorization = headers.Authorization.ToString();
        return authorization.Length == 0 ? null
            : authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? authorization[Scheme.Length..].Trim()
            : "";
    }
}
