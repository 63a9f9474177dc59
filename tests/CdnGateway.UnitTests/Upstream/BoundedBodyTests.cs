using System.Buffers;
using System.Net;
using CdnGateway.Providers;
using CdnGateway.Upstream;

namespace CdnGateway.UnitTests.Upstream;

public sealed class BoundedBodyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    public async Task Body_up_to_the_bound_is_parsed_whole(int length)
    {
        var body = new byte[length];
        new Random(length).NextBytes(body);

        var result = await ReadAsync(new Trickle(body), mostBytes: length);

        result.Value!.Text.ShouldBe(Convert.ToBase64String(body));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50_000)]
    public async Task Body_beyond_the_bound_is_refused_before_its_end(int beyond)
    {
        var body = new Trickle(new byte[100_000 + beyond]);

        var result = await ReadAsync(body, mostBytes: 100_000);

        result.Failure!.Kind.ShouldBe(FailureKind.InvalidResponse);
        result.Failure.Retry.ShouldBe(Retry.Never);
        result.Failure.Detail.ShouldContain("100000");
    }

    [Fact]
    public async Task Endless_body_is_left_soon_after_the_bound()
    {
        var body = new Trickle(new byte[10_000_000]);

        (await ReadAsync(body, mostBytes: 1000)).Failure!.Kind.ShouldBe(FailureKind.InvalidResponse);

        body.Given.ShouldBeLessThan(100_000);
    }

    [Fact]
    public async Task Body_that_says_it_is_too_long_is_not_read()
    {
        using var content = new ByteArrayContent(new byte[101]);

        var result = await BoundedBody.ReadAsync<Answer>(content, 100, _ => throw new InvalidOperationException("parsed"), Token);

        result.Failure!.Kind.ShouldBe(FailureKind.InvalidResponse);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Connection_lost_within_the_body_is_a_cut_that_may_be_tried_again(bool asHttp)
    {
        var lost = asHttp ? (Exception)new HttpRequestException("lost") : new HttpIOException(HttpRequestError.ResponseEnded, "lost");

        var result = await ReadAsync(new Trickle(new byte[1000], lost), mostBytes: 2000);

        result.Failure.ShouldBe(TransportFailures.CutOff);
        result.Failure!.Retry.ShouldBe(Retry.Yes);
    }

    [Fact]
    public async Task Cancellation_is_not_a_failure_of_the_providers()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(ReadAsync(new Trickle(new byte[1000]), 2000, cancelled.Token));
    }

    private static async Task<ProviderResult<Answer>> ReadAsync(Stream body, int mostBytes, CancellationToken? token = null)
    {
        using var content = new StreamContent(body);
        return await BoundedBody.ReadAsync<Answer>(
            content, mostBytes, bytes => new Answer(Convert.ToBase64String(bytes.ToArray())), token ?? Token);
    }

    /// <summary>Gives a little at a time, of unknown length, and may break at the end.</summary>
    private sealed class Trickle(byte[] body, Exception? atTheEnd = null) : MemoryStream(body)
    {
        public long Given { get; private set; }

        public override bool CanSeek => false;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = await base.ReadAsync(buffer[..Math.Min(buffer.Length, 777)], cancellationToken);
            Given += count;
            return count == 0 && atTheEnd is not null ? throw atTheEnd : count;
        }
    }
}
