using CdnGateway.Contracts;
using CdnGateway.IntegrationTests.Harness;
using CdnGateway.Sandbox;
using CdnGateway.Sandbox.Faults;

namespace CdnGateway.IntegrationTests.Faults;

/// <summary>
/// Every fault twice at once: asked of the failing account alone, which is an error, and beside a healthy one, which is an answer.
/// </summary>
public abstract class FaultTableTests
{
    /// <summary>Longer than two impatient attempts by what a busy machine takes, and shorter than two would take by default.</summary>
    private static readonly TimeSpan SoonEnough = TimeSpan.FromSeconds(19);

    private protected abstract FaultScript FaultsOf(SandboxServer sandbox);

    private protected abstract CallLog CallsOf(SandboxServer sandbox);

    private protected abstract string Account { get; }

    /// <summary>A question for the failing account alone.</summary>
    private protected abstract string AskAlone { get; }

    /// <summary>Whether a call belongs to that question.</summary>
    private protected abstract bool IsOfAlone(ReceivedCall call);

    /// <summary>A question for both accounts.</summary>
    private protected abstract string AskBoth { get; }

    private protected abstract void ShouldBeUnharmed(IReadOnlyList<Monthly95Entry> entries);

    private protected async Task ShouldBeToldAsync(FaultRow row)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(new GatewaySetup { Settings = row.IsSlow ? GatewaySetup.Impatient : GatewaySetup.OneRetry });
        gateway.Sandbox.SeedDocumentedAnswers();
        FaultsOf(gateway.Sandbox).Always(row.Fault);

        var asking = gateway.GetAsync(AskAlone);
        await CallsOf(gateway.Sandbox).WaitForAsync(1, TestContext.Current.CancellationToken);
        var both = await gateway.GetAsync(AskBoth);
        var alone = await asking;

        AloneShouldBe(row, alone);
        CallsOf(gateway.Sandbox).All.Count(IsOfAlone).ShouldBe(row.Attempts);
        BothShouldBe(row, both);
        gateway.Log.Of(1001).ShouldBeEmpty();
    }

    private void AloneShouldBe(FaultRow row, Answer alone)
    {
        var problem = alone.Problem((System.Net.HttpStatusCode)row.Status, row.Code);
        alone.RetryAfter.ShouldBe(row.RetryAfter);
        alone.Elapsed.ShouldBeLessThan(SoonEnough);
        var failure = problem.Failures!.ShouldHaveSingleItem();
        (failure.Account, failure.Code, failure.ProviderCode, failure.RetryAfterSeconds).ShouldBe((Account, row.Code, row.ProviderCode, row.RetryAfter));
        if (row.Attempts > 1 && row.Code != "upstream-quota-exhausted")
        {
            failure.Detail.ShouldContain($"({row.Attempts} attempts)");
        }
    }

    private void BothShouldBe(FaultRow row, Answer both)
    {
        var answer = both.Monthly95();
        answer.Complete.ShouldBeFalse();
        answer.Entries.ShouldAllBe(entry => entry.Account != Account);
        ShouldBeUnharmed(answer.Entries);
        var failure = answer.Failures.ShouldHaveSingleItem();
        (failure.Account, failure.Code).ShouldBe((Account, row.Code));
        both.Elapsed.ShouldBeLessThan(SoonEnough);
    }
}
