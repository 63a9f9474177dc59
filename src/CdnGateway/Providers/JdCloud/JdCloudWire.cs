using System.Buffers;
using System.Text.Json;
using CdnGateway.Upstream;

namespace CdnGateway.Providers.JdCloud;

/// <param name="Status"><c>0</c> for success.</param>
/// <param name="Message">The provider's words, Chinese as a rule.</param>
internal sealed record JdCloudAnswer(string Status, string? Message);

/// <summary>
/// The answer of <c>bandwidth_flow</c>: <c>{"status":0,"msg":"…","data":[{"2018-06-02 17:15":{" play.live.com ":{"bandwidth":6.1,"flow":228.88}}}]}</c>,
/// read once, without a document in between and without a list of points.
/// </summary>
internal static class JdCloudWire
{
    public const string Success = "0";

    /// <param name="body">The answer's bytes.</param>
    /// <param name="points">Reads the points of an answer that says it is one.</param>
    /// <exception cref="JsonException">The shape is not the documented one.</exception>
    public static JdCloudAnswer Read(ReadOnlySequence<byte> body, JdCloudPoints points)
    {
        var reader = new Utf8JsonReader(body);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("an object was expected");
        }

        string? status = null, message = null;
        var hasData = false;
        Utf8JsonReader laterData = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("status"u8))
            {
                reader.Read();
                status = status is null ? TolerantJson.ReadCode(ref reader) : throw new JsonException("the status is given twice");
            }
            else if (reader.ValueTextEquals("msg"u8))
            {
                reader.Read();
                message = TolerantJson.ReadText(ref reader);
            }
            else if (reader.ValueTextEquals("data"u8))
            {
                reader.Read();
                hasData = hasData ? throw new JsonException("data is given twice") : true;
                if (status == Success)
                {
                    points.Read(ref reader);
                }
                else
                {
                    laterData = reader; // data of an error may have any shape; whether this is one is not known yet
                    reader.Skip();
                }
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        EnsureNothingFollows(ref reader);
        if (status == Success && laterData.TokenType != JsonTokenType.None)
        {
            points.Read(ref laterData);
        }

        return new JdCloudAnswer(status ?? throw new JsonException("there is no status"), message);
    }

    private static void EnsureNothingFollows(ref Utf8JsonReader reader)
    {
        if (reader.Read())
        {
            throw new JsonException("something follows the answer");
        }
    }
}
