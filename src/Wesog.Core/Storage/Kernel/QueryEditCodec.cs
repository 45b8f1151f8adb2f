using Wesog.Operations;

namespace Wesog.Storage.Kernel;

/// <summary>Encodes the edit by query of a payload.</summary>
internal static class QueryEditCodec
{
    public static void Write(ByteWriter writer, QueryEdit? edit)
    {
        writer.Byte(edit is null ? (byte)0 : (byte)1);
        if (edit is not null)
        {
            writer.Text(edit.Formula);
            writer.Number(edit.ExpectedCount + 1 ?? 0);
            writer.Byte((byte)edit.Method);
            writer.Byte((byte)((int?)edit.Lang + 1 ?? 0));
            writer.Bytes(edit.Json.Span);
        }
    }

    /// <summary>Returns the number of bytes that <see cref="Write"/> writes.</summary>
    public static long Measure(QueryEdit? edit) => edit is null ? 1
        : 3 + ByteWriter.LengthOf(edit.Formula) + ByteWriter.LengthOf(edit.ExpectedCount + 1 ?? 0) + ByteWriter.LengthOfBytes(edit.Json.Length);

    public static QueryEdit? Read(ref ByteReader reader)
    {
        if (reader.Byte() == 0)
        {
            return null;
        }

        var (formula, expected, method, language) = (reader.Text(), reader.Number(), (ItemMethod)reader.Byte(), reader.Byte());
        return method is ItemMethod.Modify or ItemMethod.Delete
            ? new(formula, expected == 0 ? null : expected - 1, method, language == 0 ? null : PayloadCodec.ReadLanguage(language - 1), reader.Bytes())
            : throw new InvalidDataException($"The payload of an operation edits by query with the method {(int)method}: it is damaged.");
    }
}
