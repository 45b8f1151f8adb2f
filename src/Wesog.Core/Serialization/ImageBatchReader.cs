using Wesog.Operations;

namespace Wesog.Serialization;

/// <inheritdoc cref="IImageBatchReader"/>
/// <param name="options">The limits.</param>
/// <param name="chunkSize">The number of bytes of a body in memory, unless one item has more.</param>
internal sealed class ImageBatchReader(WesogOptions options, int chunkSize = 64 << 10) : IImageBatchReader
{
    /// <inheritdoc/>
    public async Task<ValidatedBatch> ReadAsync(
        Stream body, BatchForm form, SubmitOptions submitOptions, IBodyMemory? memory = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(submitOptions);
        using var batch = new ValidatedBatchBuilder(options, submitOptions, memory);
        using var items = new ItemReader(batch, form, options.Images);
        using var buffer = new BodyBuffer(body, options, chunkSize, memory);
        BodyParser parser = form.Layout == BatchLayout.Lines
            ? new LinesParser(buffer, items)
            : new DocumentParser(buffer, items, form.Layout, submitOptions.TextLanguage);
        try
        {
            await buffer.FillAsync(cancellationToken).ConfigureAwait(false);
            while (!parser.Parse())
            {
                items.Trim();
                await buffer.FillAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (JsonFaultException fault)
        {
            var surroundings = await buffer.LookAroundAsync(fault.Offset, cancellationToken).ConfigureAwait(false);
            throw MalformedJsonDiagnosis.Explain(
                new(fault, form.Layout, surroundings, parser.IsAfterValue, parser.IsOtherKind), submitOptions.TextLanguage);
        }

        return form.Formula is { } formula ? batch.ToEdit(formula, form.ExpectedCount) : batch.ToBatch();
    }
}
