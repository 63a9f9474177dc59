using CdnGateway.Providers;

namespace CdnGateway.UnitTests.Providers;

public sealed class CallInterestTests
{
    [Fact]
    public void Last_who_leaves_withdraws_a_call_that_waits()
    {
        var interest = CallInterest.OfRequest();
        interest.TryJoin(isInteractive: true).ShouldBeTrue();

        interest.Leave();
        interest.Withdrawn.IsCancellationRequested.ShouldBeFalse();
        interest.Leave();

        interest.Withdrawn.IsCancellationRequested.ShouldBeTrue();
        interest.TrySetOut().ShouldBeFalse();
        interest.TryJoin(isInteractive: true).ShouldBeFalse();
    }

    [Fact]
    public void Call_on_its_way_is_let_go_and_can_still_be_joined()
    {
        var interest = CallInterest.OfCollector();
        interest.TrySetOut().ShouldBeTrue();

        interest.Leave();

        interest.Withdrawn.IsCancellationRequested.ShouldBeFalse();
        interest.TryJoin(isInteractive: false).ShouldBeTrue();
    }

    [Fact]
    public void Attempt_without_an_answer_is_not_repeated_for_nobody()
    {
        var interest = CallInterest.OfRequest();
        interest.TrySetOut();
        interest.Leave();

        interest.ComeBack();

        interest.Withdrawn.IsCancellationRequested.ShouldBeTrue();
        interest.TrySetOut().ShouldBeFalse();
    }

    [Fact]
    public void Attempt_without_an_answer_is_repeated_for_who_joined_on_the_way()
    {
        var interest = CallInterest.OfRequest();
        interest.TrySetOut();
        interest.Leave();
        interest.TryJoin(isInteractive: true);

        interest.ComeBack();

        interest.Withdrawn.IsCancellationRequested.ShouldBeFalse();
        interest.TrySetOut().ShouldBeTrue();
    }

    [Fact]
    public void Of_two_attempts_in_one_interest_the_second_is_not_cut_off_by_the_first()
    {
        var interest = CallInterest.OfRequest();
        interest.TrySetOut();
        interest.TrySetOut();
        interest.Leave();

        interest.ComeBack();
        interest.Withdrawn.IsCancellationRequested.ShouldBeFalse();

        interest.ComeBack();
        interest.Withdrawn.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public void Request_that_joins_promotes_a_call_of_the_background_once()
    {
        var interest = CallInterest.OfCollector();
        var promotions = 0;
        using var registration = interest.Promoted.Register(() => promotions++);

        interest.TryJoin(isInteractive: false);
        (interest.IsInteractive, promotions).ShouldBe((false, 0));
        interest.TryJoin(isInteractive: true);
        interest.TryJoin(isInteractive: true);

        (interest.IsInteractive, promotions).ShouldBe((true, 1));
        interest.Leave();
        interest.IsInteractive.ShouldBeTrue();
    }

    [Fact]
    public void Request_of_its_own_needs_no_promotion()
    {
        var interest = CallInterest.OfRequest();

        interest.TryJoin(isInteractive: true);

        interest.IsInteractive.ShouldBeTrue();
        interest.Promoted.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task Joining_and_leaving_from_many_threads_withdraws_exactly_when_nobody_is_left()
    {
        for (var round = 0; round < 200; round++)
        {
            var interest = CallInterest.OfCollector();
            using var together = new Barrier(3);
            var joined = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
            {
                together.SignalAndWait();
                return interest.TryJoin(isInteractive: true);
            })).Append(Task.Run(() =>
            {
                together.SignalAndWait();
                interest.Leave();
                return false;
            })));

            interest.Withdrawn.IsCancellationRequested.ShouldBe(!joined.Contains(true), $"round {round}");
            foreach (var _ in joined.Where(j => j))
            {
                interest.Withdrawn.IsCancellationRequested.ShouldBeFalse($"round {round}");
                interest.Leave();
            }

            interest.Withdrawn.IsCancellationRequested.ShouldBeTrue($"round {round}");
        }
    }
}
