using CdnGateway.Providers;
using CdnGateway.UnitTests.Providers;
using CdnGateway.Usage;

namespace CdnGateway.UnitTests.Reading;

/// <summary>Reports what it is told to, once it is let.</summary>
internal sealed class FiguresReporter(ReportedFigures figures) : ICdnProvider
{
    public CdnAccount Account { get; } = Accounts.Named("qcloud", "tencent") with { SettleAfter = TimeSpan.FromHours(24) };

    public Capabilities Capabilities { get; init; } = Capabilities.ReportedFigures;

    public int MostIntervalsPerCall => 0;

    public int Asked { get; private set; }

    public ProviderResult<ReportedFigures> Answer { get; set; } = figures;

    /// <summary>Takes the place of the answer once that was given.</summary>
    public ProviderResult<ReportedFigures>? OnNextAnswer { get; set; }

    public TaskCompletionSource? Gate { get; set; }

    public Task<ProviderResult<UsageSeries>> ReadUsageAsync(
        Curve curve, UsageWindow window, CallInterest interest, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async Task<ProviderResult<ReportedFigures>> ReadReportedFiguresAsync(
        BillingQuery query, CallInterest interest, CancellationToken cancellationToken)
    {
        Asked++;
        await (Gate?.Task ?? Task.CompletedTask);
        var answer = Answer;
        (Answer, OnNextAnswer) = (OnNextAnswer ?? Answer, null);
        return answer;
    }
}
