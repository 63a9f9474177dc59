using CdnGateway.Providers;
using CdnGateway.Upstream;

namespace CdnGateway.UnitTests.Upstream;

public sealed class DepartureTests
{
    [Fact]
    public async Task Bytes_on_one_connection_count_one_permit_however_many_they_are()
    {
        using var scene = new CallScene();

        await CallAsync(scene, connection =>
        {
            scene.Channel.RemainingCalls.ShouldBe(99);
            Departure.Leaving(connection);
            Departure.Leaving(connection);
        });

        scene.Channel.RemainingCalls.ShouldBe(99);
    }

    [Fact]
    public async Task Second_connection_on_the_same_permit_is_refused()
    {
        using var scene = new CallScene();
        using var other = new MemoryStream();

        await CallAsync(scene, connection =>
        {
            Departure.Leaving(connection);
            Should.Throw<IOException>(() => Departure.Leaving(other));
        });

        scene.Channel.RemainingCalls.ShouldBe(99);
    }

    [Fact]
    public async Task Next_attempt_may_take_another_connection()
    {
        using var scene = new CallScene();

        await CallAsync(scene, Departure.Leaving);
        await CallAsync(scene, Departure.Leaving);

        scene.Channel.RemainingCalls.ShouldBe(98);
    }

    [Fact]
    public void Bytes_outside_of_an_attempt_are_nobodys_business()
    {
        using var connection = new MemoryStream();

        Should.NotThrow(() => Departure.Leaving(connection));
    }

    [Fact]
    public async Task Stream_tells_before_each_write_and_never_at_a_read()
    {
        using var scene = new CallScene();
        var inner = new MemoryStream();

        await scene.Channel.CallAsync<Answer>(
            "action",
            CallInterest.OfRequest(),
            async token =>
            {
                await using var stream = new DepartureStream(inner);
                _ = await stream.ReadAsync(new byte[1], token);
                await stream.FlushAsync(token);
                scene.Channel.RemainingCalls.ShouldBe(99);
                await stream.WriteAsync("ab"u8.ToArray(), token);
                stream.Write("c"u8.ToArray(), 0, 1);
                inner.ToArray().ShouldBe("abc"u8.ToArray());
                await using var second = new DepartureStream(inner);
                await Should.ThrowAsync<IOException>(async () => await second.WriteAsync("d"u8.ToArray(), token));
                return new Answer("sent");
            },
            TestContext.Current.CancellationToken);

        inner.CanRead.ShouldBeFalse();
        scene.Channel.RemainingCalls.ShouldBe(99);
    }

    private static Task CallAsync(CallScene scene, Action<Stream> attempt) => scene.Channel.CallAsync(
        "action",
        CallInterest.OfRequest(),
        _ =>
        {
            attempt(new MemoryStream());
            return CallScene.Result(new Answer("sent"));
        },
        TestContext.Current.CancellationToken);
}
