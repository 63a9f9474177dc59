namespace CdnGateway.Features.Answering;

/// <summary>
/// Answers that are being made: whoever puts the very same question meanwhile waits for that one. Dashboards ask at the same moment, when what was
/// kept for them is over, and a year's points or a search for causes is worth making once.
/// </summary>
/// <remarks>An answer is made as long as anybody waits for it, whoever asked first.</remarks>
internal sealed class AnswersUnderWay
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Question, Making> _makings = [];

    /// <param name="key">The question and who puts it.</param>
    /// <param name="border">Until when it means the same: "now" is part of most questions.</param>
    /// <param name="make">Makes the answer, of nothing that belongs to one request only.</param>
    /// <param name="cancellationToken">The caller's; it ends the making with the last who waits.</param>
    public async Task<IResult> JoinAsync(AnswerKey key, long border, Func<CancellationToken, Task<IResult>> make, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var question = new Question(key, border);
        var making = Enter(question, out var isFirst);
        try
        {
            if (isFirst)
            {
                _ = MakeAsync(question, making, make);
            }

            return await making.Answer.WaitAsync(cancellationToken);
        }
        finally
        {
            await LeaveAsync(question, making);
        }
    }

    private Making Enter(Question question, out bool isFirst)
    {
        lock (_gate)
        {
            isFirst = !_makings.TryGetValue(question, out var making);
            if (making is null)
            {
                making = new Making();
                _makings.Add(question, making);
            }

            making.Waiting++;
            return making;
        }
    }

    private async Task LeaveAsync(Question question, Making making)
    {
        lock (_gate)
        {
            if (--making.Waiting > 0 || making.Answer.IsCompleted)
            {
                return;
            }

            Forget(question, making); // who comes now is not to wait for what is being given up
        }

        await making.Abandon.CancelAsync();
    }

    private async Task MakeAsync(Question question, Making making, Func<CancellationToken, Task<IResult>> make)
    {
        try
        {
            making.Complete(await make(making.Abandon.Token));
        }
        catch (OperationCanceledException) when (making.Abandon.IsCancellationRequested)
        {
            making.Cancel();
        }
        catch (Exception failure)
        {
            making.Fail(failure);
        }

        lock (_gate)
        {
            Forget(question, making);
        }
    }

    private void Forget(Question question, Making making)
    {
        if (_makings.TryGetValue(question, out var known) && known == making)
        {
            _makings.Remove(question);
        }
    }

    private readonly record struct Question(AnswerKey Key, long Border);

    private sealed class Making
    {
        private readonly TaskCompletionSource<IResult> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public CancellationTokenSource Abandon { get; } = new();

        public int Waiting { get; set; }

        public Task<IResult> Answer => _answer.Task;

        public void Complete(IResult answer) => _answer.SetResult(answer);

        public void Fail(Exception failure) => _answer.SetException(failure);

        public void Cancel() => _answer.SetCanceled();
    }
}
