using Wesog.Images;
using Wesog.Operations;
using Wesog.Validation;

namespace Wesog.Serialization;

/// <summary>Validates a batch of objects and encodes its items in canonical form.</summary>
internal sealed class BatchEncoder(WesogOptions options)
{
    /// <exception cref="EmptyBatchException">The batch has no item.</exception>
    /// <exception cref="BatchTooLargeException">The batch has too many items.</exception>
    public ValidatedBatch Encode(ImageBatch batch, SubmitOptions submitOptions)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(submitOptions);
        using var builder = new ValidatedBatchBuilder(options, submitOptions);
        var encoder = new ObjectEncoder(builder, new ImageRules(options.Images, builder.Faults));
        foreach (var item in batch)
        {
            builder.Open(item.Method);
            encoder.EncodeConditions(item);
            switch (item)
            {
                case ImageItem.Add { Image: { } image }:
                    encoder.Encode(image, item.Method);
                    break;
                case ImageItem.Replace { Image: { } image }:
                    encoder.Encode(image, item.Method);
                    break;
                case ImageItem.Modify { Change: { } change }:
                    encoder.Encode(change);
                    break;
                case ImageItem.Delete { Id: { } id }:
                    encoder.EncodeId(id);
                    break;
                default:
                    builder.Faults.AddType(item.Method == ItemMethod.Delete ? ValidationRule.NoDeletion : ValidationRule.NoItem, default, JsonTypeNames.Null);
                    break;
            }

            builder.Close();
        }

        return builder.ToBatch();
    }

    /// <exception cref="ArgumentException">The number of images that must match is out of range.</exception>
    public ValidatedBatch Encode(ImageEdit edit, SubmitOptions submitOptions)
    {
        ArgumentNullException.ThrowIfNull(edit);
        ArgumentNullException.ThrowIfNull(submitOptions);
        if (edit.ExpectedCount is { } count && (count < 0 || count > options.Limits.MaxBatchItems))
        {
            throw new ArgumentOutOfRangeException(nameof(edit), count, $"{nameof(ImageEdit.ExpectedCount)} is from 0 to {options.Limits.MaxBatchItems}.");
        }

        using var builder = new ValidatedBatchBuilder(options, submitOptions);
        var encoder = new ObjectEncoder(builder, new ImageRules(options.Images, builder.Faults));
        builder.Open(edit is ImageEdit.Delete ? ItemMethod.Delete : ItemMethod.Modify);
        if (edit is ImageEdit.Modify modify)
        {
            ArgumentNullException.ThrowIfNull(modify.Change, nameof(edit));
            encoder.EncodeForAll(modify.Change);
        }

        builder.Close();
        return builder.ToEdit(edit.Formula, edit.ExpectedCount);
    }
}
