using CdnGateway.Security;

namespace CdnGateway.Features.Answering;

/// <summary>A question exactly as it was put, and who put it.</summary>
internal readonly record struct AnswerKey(string Path, string Query, string Accept, Client Client)
{
    public static AnswerKey Of(HttpContext context, Client client) => new(
        context.Request.Path.Value ?? "",
        context.Request.QueryString.Value ?? "",
        context.Request.Headers.Accept.ToString(),
        client);
}
