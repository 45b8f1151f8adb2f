using System.Globalization;

namespace Wesog.Sqlite.CrashTest;

/// <summary>The line that the child writes when a step was accepted: <c>ACK submitter number operation</c>.</summary>
internal sealed record Acknowledgement(int Submitter, int Number, long Operation)
{
    /// <summary>The argument that passes the progress of a submitter to a new child: <c>number:operation</c>.</summary>
    public string Progress => string.Create(CultureInfo.InvariantCulture, $"{Number}:{Operation}");

    public static Acknowledgement? Parse(string line) => line.Split(' ') switch
    {
        ["ACK", var submitter, var number, var operation] => new(
            int.Parse(submitter, CultureInfo.InvariantCulture),
            int.Parse(number, CultureInfo.InvariantCulture),
            long.Parse(operation, CultureInfo.InvariantCulture)),
        _ => null,
    };

    public static (int Number, long Operation) ParseProgress(string progress)
    {
        var parts = progress.Split(':');
        return (int.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"ACK {Submitter} {Number} {Operation}");
}
