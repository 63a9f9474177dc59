using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using CdnGateway.IntegrationTests.Harness;

namespace CdnGateway.IntegrationTests.Secrets;

/// <summary>Remembers everything that a gateway says: answers, log events, activities of all sources.</summary>
internal sealed class Witness : IDisposable
{
    private readonly ConcurrentQueue<(string Where, string Text)> said = new();
    private readonly ConcurrentQueue<Activity> activities = new();
    private readonly ActivityListener listener;

    public Witness()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            SampleUsingParentId = static (ref ActivityCreationOptions<string> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activities.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
    }

    public void Hear(Answer answer)
    {
        said.Enqueue(("body", answer.Body));
        said.Enqueue(("headers", string.Join('\n', answer.Headers.SelectMany(header => header.Select(value => $"{header.Key}: {value}")))));
    }

    /// <summary>All that was said, each piece with where.</summary>
    public IReadOnlyList<(string Where, string Text)> All(CapturedLog log) =>
    [
        .. said,
        .. log.Events.Select(e => ($"log {e.Category}", e.Text)),
        .. activities.Select(activity => ($"activity {activity.Source.Name}", TextOf(activity))),
    ];

    public void Dispose() => listener.Dispose();

    private static string TextOf(Activity activity)
    {
        var text = new StringBuilder().Append(activity.OperationName).Append(' ').Append(activity.DisplayName).Append(' ')
            .Append(activity.StatusDescription).Append(' ').Append(activity.TraceStateString);
        foreach (var (name, value) in activity.TagObjects.Concat(activity.Events.SelectMany(e => e.Tags)))
        {
            text.Append(' ').Append(name).Append('=').Append(value);
        }

        foreach (var (name, value) in activity.Baggage)
        {
            text.Append(' ').Append(name).Append('=').Append(value);
        }

        return text.ToString();
    }
}
