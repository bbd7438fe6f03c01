using System.Globalization;
using FastOde.Specs.Words;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;

namespace FastOde.Silo.Logging;

/// <summary>
/// One line for each event: moment, level, who says it, what. The lines of an exception follow, indented. Names come from
/// people, so that hidden characters are shown as escapes: no name can feign a line.
/// </summary>
internal sealed class LogLine : ITextFormatter
{
    private const string Indent = "    ";

    // As the platform writes it, strings without quotation marks.
    private static readonly MessageTemplateTextFormatter Message = new("{Message:lj}", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public void Format(LogEvent logEvent, TextWriter output)
    {
        var source = logEvent.Properties.GetValueOrDefault(Constants.SourceContextPropertyName) is ScalarValue { Value: string name } ? name : "";
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{logEvent.Timestamp:yyyy-MM-dd HH:mm:ss.fffzzz} {Level(logEvent.Level)} {source} {VisibleText.Of(MessageOf(logEvent))}"));
        foreach (var line in logEvent.Exception?.ToString().Split('\n') ?? [])
            output.WriteLine(Indent + VisibleText.Of(line.TrimEnd('\r')));
    }

    private static string MessageOf(LogEvent logEvent)
    {
        using var text = new StringWriter();
        Message.Format(logEvent, text);
        return text.ToString();
    }

    private static string Level(LogEventLevel level) => level switch
    {
        LogEventLevel.Fatal => "crit",
        LogEventLevel.Error => "fail",
        LogEventLevel.Warning => "warn",
        LogEventLevel.Information => "info",
        _ => "dbug",
    };
}
