using System.Net;

namespace CdnGateway.IntegrationTests.Keys;

public sealed class RequestsPerMinuteTests
{
    [Fact]
    public async Task Third_request_of_a_minute_is_a_429_that_says_when_to_come_back_and_costs_others_nothing()
    {
        await using var gateway = await KeyedGateway.StartAsync();
        (string, string) key = ("X-Api-Key", KeyedGateway.TwiceAMinute);
        (await gateway.GetAsync("/api/v1/accounts", key)).Accounts();
        (await gateway.GetAsync("/api/v1/bandwidth-flow?interval=wrong", key)).Problem(HttpStatusCode.BadRequest, "invalid-request");

        var answer = await gateway.GetAsync("/api/v1/bandwidth-flow", key);

        answer.Problem(HttpStatusCode.TooManyRequests, "rate-limited");
        answer.RetryAfter!.Value.ShouldBeInRange(1, 60);
        gateway.Sandbox.JdCloudCalls.Count.ShouldBe(0);
        (await gateway.GetAsync("/health/live", key)).Status.ShouldBe(HttpStatusCode.OK);
        (await gateway.GetAsync("/api/v1/bandwidth-flow", ("X-Api-Key", KeyedGateway.JdOnly))).BandwidthFlow();
        (await gateway.GetAsync("/api/v1/accounts", ("X-Api-Key", "wrong"))).Problem(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    public async Task Many_at_once_are_let_in_exactly_as_often_as_agreed()
    {
        await using var gateway = await KeyedGateway.StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 50)
            .Select(_ => gateway.GetAsync("/api/v1/accounts", ("Authorization", $"Bearer {KeyedGateway.TwiceAMinute}"))));

        answers.Count(a => a.Status == HttpStatusCode.OK).ShouldBe(2);
        answers.Count(a => a.Status == HttpStatusCode.TooManyRequests).ShouldBe(48);
    }
}
