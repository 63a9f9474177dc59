using CdnGateway.Security;

namespace CdnGateway.Features.Answering;

/// <summary>Turns what was read into what is sent: 304 to whoever has it, kept bytes where they still hold, else the answer written anew.</summary>
internal sealed class Answers(KeptAnswers kept, TimeProvider time)
{
    /// <summary>The answer to a question that was put before, if it still holds.</summary>
    public IResult? Find(HttpContext context, Client client) =>
        kept.Find(AnswerKey.Of(context, client)) is { } ready ? new ReadyAnswerResult(ready, time) : null;

    /// <param name="client">Who asks.</param>
    /// <param name="body">What is answered.</param>
    /// <param name="validity">How long it is good.</param>
    public IResult Give(Client client, AnswerBody body, Validity validity) => new FreshAnswerResult(client, body, validity, kept, time);
}
