using Wesog.Operations;

namespace Wesog.Sqlite.Codec;

/// <summary>Encodes the errors of an operation: the count, then each error.</summary>
internal static class ErrorCodec
{
    private const int BytesEach = 128;

    /// <summary>Returns null if there are no errors.</summary>
    public static byte[]? Encode(IReadOnlyList<OperationError> errors)
    {
        if (errors.Count == 0)
        {
            return null;
        }

        var writer = new ByteWriter(errors.Count * BytesEach);
        Write(writer, errors);
        return writer.Take();
    }

    /// <summary>Decodes at most <paramref name="most"/> errors, from the first.</summary>
    public static IReadOnlyList<OperationError> Decode(ReadOnlySpan<byte> bytes, int most)
    {
        if (bytes.IsEmpty)
        {
            return [];
        }

        var reader = new ByteReader(bytes.ToArray());
        return Read(ref reader, most);
    }

    public static void Write(ByteWriter writer, IReadOnlyList<OperationError> errors)
    {
        writer.Number(errors.Count);
        foreach (var error in errors)
        {
            writer.Number(error.Position);
            writer.Text(error.Code);
            writer.Text(error.Message);
            writer.OptionalText(error.ImageId);
            writer.OptionalText(error.Field);
        }
    }

    /// <summary>Returns the number of bytes that <see cref="Write"/> writes.</summary>
    public static long Measure(IReadOnlyList<OperationError> errors) => ByteWriter.LengthOf(errors.Count) + errors.Sum(error =>
        ByteWriter.LengthOf(error.Position) + ByteWriter.LengthOf(error.Code) + ByteWriter.LengthOf(error.Message)
        + ByteWriter.LengthOfOptional(error.ImageId) + ByteWriter.LengthOfOptional(error.Field));

    public static OperationError[] Read(ref ByteReader reader, int most = int.MaxValue)
    {
        var errors = new OperationError[Math.Min(reader.Number(), most)];
        for (var i = 0; i < errors.Length; i++)
        {
            errors[i] = new(reader.Number(), reader.Text(), reader.Text(), reader.OptionalText(), reader.OptionalText());
        }

        return errors;
    }
}
