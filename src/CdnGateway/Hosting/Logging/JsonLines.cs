using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Serilog.Core;
using Serilog.Debugging;
using Serilog.Events;

namespace CdnGateway.Hosting.Logging;

/// <summary>A JSON object a line, gathered for a moment and written together: a write to the console for each would cost more than the answer it tells of.</summary>
/// <remarks>A warning, or worse, is written at once with all that came before it; a process that is killed loses what came in the last moment. Who logs after the end is written at once.</remarks>
internal sealed class JsonLines : ILogEventSink, IDisposable
{
    private const int Full = 32 * 1024;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _lines = new(2 * Full);
    private readonly Utf8JsonWriter _json;
    private readonly Stream _output;
    private readonly ITimer _timer;
    private bool _isTimed;
    private bool _isOver;

    public JsonLines(Stream output, TimeProvider time)
    {
        _output = output;
        _json = new Utf8JsonWriter(_lines, Options);
        _timer = time.CreateTimer(static lines => ((JsonLines)lines!).Write(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Emit(LogEvent logEvent)
    {
        lock (_gate)
        {
            JsonEvent.Write(_json, logEvent);
            _json.Flush();
            _json.Reset();
            _lines.Write("\n"u8);
            if (_isOver || logEvent.Level >= LogEventLevel.Warning || _lines.WrittenCount >= Full)
            {
                WriteLocked();
            }
            else if (!_isTimed)
            {
                _isTimed = _timer.Change(Moment, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        lock (_gate)
        {
            _isOver = true;
            WriteLocked();
        }
    }

    private void Write()
    {
        lock (_gate)
        {
            _isTimed = false;
            WriteLocked();
        }
    }

    private void WriteLocked()
    {
        try
        {
            _output.Write(_lines.WrittenSpan);
            _output.Flush();
        }
        catch (IOException closed)
        {
            SelfLog.WriteLine("The log cannot be written: {0}", closed.Message);
        }

        _lines.ResetWrittenCount();
    }
}
