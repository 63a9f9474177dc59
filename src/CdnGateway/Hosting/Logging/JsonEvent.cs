using System.Globalization;
using System.Text.Json;
using Serilog.Events;

namespace CdnGateway.Hosting.Logging;

/// <summary>An event as JSON: when, how bad, what, and its properties by name.</summary>
internal static class JsonEvent
{
    public static void Write(Utf8JsonWriter json, LogEvent logEvent)
    {
        json.WriteStartObject();
        json.WriteString("Timestamp"u8, logEvent.Timestamp);
        json.WriteString("Level"u8, NameOf(logEvent.Level));
        json.WriteString("MessageTemplate"u8, logEvent.MessageTemplate.Text);
        if (logEvent.TraceId is { } trace)
        {
            json.WriteString("TraceId"u8, trace.ToHexString()); // what a problem names to its caller
        }

        if (logEvent.SpanId is { } span)
        {
            json.WriteString("SpanId"u8, span.ToHexString());
        }

        if (logEvent.Exception is { } exception)
        {
            json.WriteString("Exception"u8, exception.ToString());
        }

        json.WriteStartObject("Properties"u8);
        foreach (var (name, value) in logEvent.Properties)
        {
            json.WritePropertyName(name);
            Write(json, value);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, LogEventPropertyValue value)
    {
        switch (value)
        {
            case ScalarValue scalar:
                WriteScalar(json, scalar.Value);
                break;
            case SequenceValue sequence:
                json.WriteStartArray();
                foreach (var element in sequence.Elements)
                {
                    Write(json, element);
                }

                json.WriteEndArray();
                break;
            case StructureValue structure:
                json.WriteStartObject();
                foreach (var property in structure.Properties)
                {
                    json.WritePropertyName(property.Name);
                    Write(json, property.Value);
                }

                json.WriteEndObject();
                break;
            case DictionaryValue dictionary:
                json.WriteStartObject();
                foreach (var (key, element) in dictionary.Elements)
                {
                    json.WritePropertyName(TextOf(key.Value) ?? "null");
                    Write(json, element);
                }

                json.WriteEndObject();
                break;
            default:
                json.WriteStringValue(value.ToString(format: null, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void WriteScalar(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool yes:
                json.WriteBooleanValue(yes);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(Math.Round(number, 3));
                break;
            case decimal number:
                json.WriteNumberValue(number);
                break;
            case DateTimeOffset time:
                json.WriteStringValue(time);
                break;
            default:
                json.WriteStringValue(TextOf(value));
                break;
        }
    }

    private static string? TextOf(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture);

    private static string NameOf(LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose => "Verbose",
        LogEventLevel.Debug => "Debug",
        LogEventLevel.Information => "Information",
        LogEventLevel.Warning => "Warning",
        LogEventLevel.Error => "Error",
        _ => "Fatal",
    };
}
