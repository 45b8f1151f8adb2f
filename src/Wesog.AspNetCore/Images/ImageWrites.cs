using Microsoft.Extensions.Options;
using Wesog.AspNetCore.Authentication;
using Wesog.AspNetCore.Bodies;
using Wesog.AspNetCore.Hosting;
using Wesog.AspNetCore.Operations;
using Wesog.AspNetCore.Parameters;
using Wesog.AspNetCore.Problems;
using Wesog.AspNetCore.Results;
using Wesog.AspNetCore.Routing;
using Wesog.Images;
using Wesog.Operations;
using Wesog.Serialization;

namespace Wesog.AspNetCore.Images;

/// <summary>Handles the routes that submit an operation.</summary>
/// <remarks><c>docs/specification.md</c>, section "HTTP".</remarks>
internal sealed class ImageWrites(
    IImageOperationService operations,
    IImageBatchReader reader,
    OperationWaits waits,
    OperationResults results,
    HostShutdown shutdown,
    IOptions<WesogOptions> engineOptions,
    IOptions<WesogHttpOptions> httpOptions)
{
    private EngineLimits Limits => engineOptions.Value.Limits;

    /// <summary>Submits an array or lines of items of one method. If <paramref name="method"/> is null, each item names its own.</summary>
    public async Task BatchAsync(ApiRequest request, ItemMethod? method)
    {
        var options = OptionsOf(request);
        var areLines = ContentType.IsLines(request.Http.Request, takesLines: true);
        var form = (method, areLines) switch
        {
            (null, false) => BatchForm.MixedArray,
            (null, true) => BatchForm.MixedLines,
            ({ } one, false) => BatchForm.Array(one),
            ({ } one, true) => BatchForm.Lines(one),
        };
        await SubmitAsync(request, await ReadAsync(request, form, options).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>Submits an array or lines of changes; or, with a formula, one change of all images that match.</summary>
    public async Task ModifyManyAsync(ApiRequest request)
    {
        if (ImageQueries.TryFindEdit(request, Limits) is not { } edit)
        {
            await BatchAsync(request, ItemMethod.Modify).ConfigureAwait(false);
            return;
        }

        var options = OptionsOf(request);
        ContentType.IsLines(request.Http.Request, takesLines: false);
        await SubmitAsync(request, await ReadAsync(request, BatchForm.Edit(edit.Formula, edit.ExpectedCount), options).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>Submits one image, whose id is in the path.</summary>
    public async Task OneAsync(ApiRequest request, ItemMethod method)
    {
        var precondition = Preconditions.Of(request.Http.Request);
        var options = OptionsOf(request);
        ContentType.IsLines(request.Http.Request, takesLines: false);
        var form = BatchForm.One(method, request.Segment, precondition);
        await SubmitAsync(request, await ReadAsync(request, form, options).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>Deletes the image whose id is in the path.</summary>
    public async Task DeleteOneAsync(ApiRequest request)
    {
        var precondition = Preconditions.Of(request.Http.Request);
        var options = OptionsOf(request);
        if (await RequestBody.IsPresentAsync(request.Http, Limits).ConfigureAwait(false))
        {
            throw new ProblemException(KnownProblems.InvalidBody("unexpected"));
        }

        var deletion = new ImageItem.Delete(request.Segment) { Precondition = precondition };
        await SubmitAsync(request, new ImageBatch([deletion]), options).ConfigureAwait(false);
    }

    /// <summary>Deletes the images that either the body or the parameter <c>id</c> names, or that match the formula.</summary>
    public async Task DeleteManyAsync(ApiRequest request)
    {
        var edit = ImageQueries.TryFindEdit(request, Limits);
        var options = OptionsOf(request);
        var ids = request.Query.All(KnownParameters.Id);
        var hasBody = await RequestBody.IsPresentAsync(request.Http, Limits).ConfigureAwait(false);
        if (edit is { } deletion)
        {
            if (hasBody)
            {
                throw new ProblemException(KnownProblems.InvalidBody("unexpected"));
            }

            await DeleteMatchesAsync(request, new(deletion.Formula) { ExpectedCount = deletion.ExpectedCount }, options).ConfigureAwait(false);
            return;
        }

        if (hasBody && ids.Count > 0)
        {
            throw new ProblemException(KnownProblems.InvalidBody("two_sources"));
        }

        await (hasBody
            ? BatchAsync(request, ItemMethod.Delete)
            : SubmitAsync(request, new ImageBatch().Delete(ids), options)).ConfigureAwait(false);
    }

    private Task DeleteMatchesAsync(ApiRequest request, ImageEdit.Delete deletion, SubmitOptions options) => SubmitAsync(
        request,
        options,
        () => operations.ValidateAsync(request.Tenant, deletion, options, request.Aborted),
        () => operations.SubmitAsync(request.Tenant, deletion, options, request.Aborted));

    /// <exception cref="EngineStoppedException">The host is stopping. The body is not read.</exception>
    private SubmitOptions OptionsOf(ApiRequest request)
    {
        var query = request.Query;
        var options = new SubmitOptions
        {
            Strict = query.Flag(KnownParameters.Strict),
            Subset = query.Flag(KnownParameters.Subset),
            Urgent = query.Flag(KnownParameters.Urgent),
            Wait = query.Flag(KnownParameters.Wait, httpOptions.Value.WaitByDefault),
            Lang = (Language?)query.Choice(KnownParameters.WriteLang) ?? SubmitOptions.Default.Lang,
            TextLanguage = RequestLanguage.Of(request.Http.Request, query),
            IdempotencyKey = IdempotencyKey.Of(request.Http.Request),
            Label = query.Find(KnownParameters.Label),
            SubmittedBy = UserName.Of(request.Http.User),
        };
        return shutdown.IsStopping && !query.Flag(KnownParameters.ValidateOnly) ? throw new EngineStoppedException() : options;
    }

    private async Task<ValidatedBatch> ReadAsync(ApiRequest request, BatchForm form, SubmitOptions options)
    {
        var encoding = ContentEncoding.Of(request.Http.Request);
        await using var body = RequestBody.Open(request.Http, encoding, Limits, request.Memory);
        return await reader.ReadAsync(body, form, options, request.Memory, request.Aborted).ConfigureAwait(false);
    }

    private Task SubmitAsync(ApiRequest request, ValidatedBatch batch) => SubmitAsync(
        request,
        batch.Options,
        () => operations.ValidateAsync(request.Tenant, batch, request.Aborted),
        () => operations.SubmitAsync(request.Tenant, batch, request.Aborted));

    private Task SubmitAsync(ApiRequest request, ImageBatch batch, SubmitOptions options) => SubmitAsync(
        request,
        options,
        () => operations.ValidateAsync(request.Tenant, batch, options, request.Aborted),
        () => operations.SubmitAsync(request.Tenant, batch, options, request.Aborted));

    private async Task SubmitAsync(
        ApiRequest request, SubmitOptions options, Func<Task<ValidationResult>> validate, Func<Task<Submission>> submit)
    {
        if (request.Query.Flag(KnownParameters.ValidateOnly))
        {
            await results.WriteOutcomeAsync(request, (await validate().ConfigureAwait(false)).Operation, isBound: false).ConfigureAwait(false);
            return;
        }

        try
        {
            await WriteAsync(request, await submit().ConfigureAwait(false), options).ConfigureAwait(false);
        }
        catch (StoreUnavailableException outage)
        {
            throw new ProblemException(ExceptionProblems.UnavailableWrite(outage.Reason));
        }
    }

    private async Task WriteAsync(ApiRequest request, Submission submission, SubmitOptions options)
    {
        if (submission.IsReplay)
        {
            request.Http.Response.Headers["Idempotent-Replayed"] = "true";
        }

        var operation = submission.Operation;
        if (options.Wait && !operation.IsFinished)
        {
            operation = await WaitAsync(request, operation).ConfigureAwait(false);
        }

        await results.WriteOutcomeAsync(request, operation, isBound: options.IdempotencyKey is not null).ConfigureAwait(false);
    }

    // Whatever the engine cannot do after the acceptance must not hide the number of the operation: the client would believe that nothing was accepted.
    private async Task<Operation> WaitAsync(ApiRequest request, Operation accepted)
    {
        try
        {
            return await waits.WaitAsync(request, accepted.Id, httpOptions.Value.MaxWait).ConfigureAwait(false) ?? accepted;
        }
        catch (WesogException)
        {
            return accepted;
        }
    }
}
