using System.Buffers;
using System.Text.Json;
using CdnGateway.Upstream;

namespace CdnGateway.Providers.Tencent;

/// <param name="Code">Such as <c>AuthFailure.SignatureExpire</c>; null for success.</param>
/// <param name="Message">The provider's words.</param>
internal sealed record TencentV3Answer(string? Code, string? Message);

/// <summary>
/// API 3.0's envelope: <c>{"Response":{"Interval":"5min","Data":[…],"RequestId":"…"}}</c>, or
/// <c>{"Response":{"Error":{"Code":"…","Message":"…"},"RequestId":"…"}}</c>. Read once, without a document in between.
/// </summary>
internal static class TencentV3Wire
{
    private const int LongestCode = 100;

    /// <param name="body">The answer's bytes.</param>
    /// <param name="points">Reads the data of an answer that has no error.</param>
    /// <exception cref="JsonException">The shape is not the documented one.</exception>
    public static TencentV3Answer Read(ReadOnlySequence<byte> body, TencentV3Points points)
    {
        var reader = new Utf8JsonReader(body);
        TencentV3Answer? answer = null;
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("an object was expected");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isResponse = reader.ValueTextEquals("Response"u8);
            reader.Read();
            if (isResponse)
            {
                answer = answer is null ? ReadResponse(ref reader, points) : throw new JsonException("the response is given twice");
            }
            else
            {
                reader.Skip();
            }
        }

        if (reader.Read())
        {
            throw new JsonException("something follows the answer");
        }

        return answer ?? throw new JsonException("there is no response");
    }

    private static TencentV3Answer ReadResponse(ref Utf8JsonReader reader, TencentV3Points points)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("an object was expected");
        }

        TencentV3Answer? error = null;
        string? interval = null;
        var hasData = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("Error"u8))
            {
                reader.Read();
                error = ReadError(ref reader);
            }
            else if (reader.ValueTextEquals("Interval"u8))
            {
                reader.Read();
                interval = TolerantJson.ReadText(ref reader);
            }
            else if (reader.ValueTextEquals("Data"u8) && error is null)
            {
                reader.Read();
                hasData = hasData ? throw new JsonException("data is given twice") : true;
                points.Read(ref reader);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return error ?? Checked(interval, hasData);
    }

    /// <remarks>Without being asked the provider answers long spans by the hour or the day, whose points are no billing granularity.</remarks>
    private static TencentV3Answer Checked(string? interval, bool hasData) =>
        !hasData ? throw new JsonException("there is no data")
        : interval != TencentV3Mapping.Interval ? throw new JsonException("its points are not of five minutes")
        : new TencentV3Answer(Code: null, Message: null);

    private static TencentV3Answer? ReadError(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("an error is not an object");
        }

        string? code = null, message = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isCode, isMessage) = (reader.ValueTextEquals("Code"u8), reader.ValueTextEquals("Message"u8));
            reader.Read();
            if (isCode)
            {
                code = TolerantJson.ReadText(ref reader);
            }
            else if (isMessage)
            {
                message = TolerantJson.ReadText(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return new TencentV3Answer(IsCode(code) ? code : throw new JsonException("a code was expected"), message);
    }

    /// <remarks>Codes are shown to callers and logged as they are, so what is a sentence, and may repeat a secret, is not one.</remarks>
    private static bool IsCode(string? text) =>
        text is { Length: > 0 and <= LongestCode } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_');
}
