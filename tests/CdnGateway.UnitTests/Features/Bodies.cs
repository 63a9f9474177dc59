using System.IO.Pipelines;
using System.Text;
using CdnGateway.Features.Answering;

namespace CdnGateway.UnitTests.Features;

/// <summary>Writes a body as it would be sent.</summary>
internal static class Bodies
{
    public static async Task<string> TextOfAsync(AnswerBody body)
    {
        using var memory = new MemoryStream();
        var pipe = PipeWriter.Create(memory, new StreamPipeWriterOptions(leaveOpen: true));
        await body.WriteAsync(pipe, TestContext.Current.CancellationToken);
        await pipe.CompleteAsync();
        return Encoding.UTF8.GetString(memory.ToArray());
    }
}
