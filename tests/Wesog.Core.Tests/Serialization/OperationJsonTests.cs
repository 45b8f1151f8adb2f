using Wesog.Operations;
using Wesog.Serialization;

namespace Wesog.Core.Tests.Serialization;

public sealed class OperationJsonTests
{
    private static readonly DateTimeOffset Noon = new(2024, 2, 29, 14, 0, 0, TimeSpan.FromHours(2));

    private static readonly Operation Pending = new()
    {
        Id = 7,
        Tenant = "t",
        Method = OperationMethod.Update,
        Total = 3,
        Modes = new OperationModes(Strict: true, Subset: false, Urgent: false, Wait: true),
        CreatedAt = Noon,
    };

    [Fact]
    public void A_pending_operation_reports_its_idle_time_so_far() => Assert.Equal(
        """{"op_id":7,"method":"upd","resource":"image","state":"pending","num_total":3,"num_good":0,"num_bad":0,"num_skipped":0,"is_started":false,"is_finished":false,"all_good":null,"do_wait":true,"do_urgent":false,"do_strict":true,"do_subset":false,"idle_ms":1500,"exec_ms":0,"created_at":"2024-02-29T12:00:00.000Z","started_at":null,"finished_at":null,"errors":[]}""",
        JsonOutput.Of(writer => OperationJson.Write(writer, Pending, Noon.AddMilliseconds(1_500.7))));

    [Fact]
    public void A_finished_operation_lists_its_errors()
    {
        var operation = Pending with
        {
            Id = 0,
            Method = OperationMethod.Multiple,
            State = OperationState.Partial,
            Good = 1,
            Bad = 2,
            Skipped = 1,
            Modes = new OperationModes(Strict: false, Subset: true, Urgent: true, Wait: false),
            StartedAt = Noon.AddMilliseconds(5),
            FinishedAt = Noon.AddMilliseconds(25),
            Errors = [new(1, ErrorCodes.IdExists, "There \"is\" one.", "a"), new(2, ErrorCodes.Empty, "Empty.", null, "keywords[0]")],
            ErrorsTruncated = true,
            SkippedItems = [new(0, "b\"")],
            ErrorCounts = [new(ErrorCodes.Empty, "keywords", 70), new(ErrorCodes.IdExists, null, 1)],
        };
        Assert.Equal(
            """{"method":"multiple","resource":"image","state":"partial","num_total":3,"num_good":1,"num_bad":2,"num_skipped":1,"is_started":true,"is_finished":true,"all_good":false,"do_wait":false,"do_urgent":true,"do_strict":false,"do_subset":true,"idle_ms":5,"exec_ms":20,"created_at":"2024-02-29T12:00:00.000Z","started_at":"2024-02-29T12:00:00.005Z","finished_at":"2024-02-29T12:00:00.025Z","skipped":[{"id":0,"image_id":"b\u0022"}],"errors":[{"id":1,"msg":"There \u0022is\u0022 one.","image_id":"a","code":"id_exists"},{"id":2,"msg":"Empty.","code":"empty","field":"keywords[0]"}],"errors_truncated":true,"error_counts":[{"code":"empty","field":"keywords","count":70},{"code":"id_exists","count":1}]}""",
            JsonOutput.Of(writer => OperationJson.Write(writer, operation, Noon.AddDays(1))));
    }

    [Fact]
    public void A_canceled_operation_never_started()
    {
        var written = JsonOutput.Of(writer => OperationJson.Write(writer, Pending.Cancel(Noon.AddMilliseconds(40)), Noon.AddDays(1)));

        Assert.Contains("\"state\":\"canceled\"", written, StringComparison.Ordinal);
        Assert.Contains("\"is_started\":false,\"is_finished\":true,\"all_good\":false", written, StringComparison.Ordinal);
        Assert.Contains("\"exec_ms\":0,", written, StringComparison.Ordinal);
        Assert.EndsWith("\"started_at\":null,\"finished_at\":\"2024-02-29T12:00:00.040Z\",\"errors\":[]}", written, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_state_and_method_has_its_name()
    {
        Assert.Equal(["add", "upd", "del", "multiple"], Enum.GetValues<OperationMethod>().Select(WireNames.Of));
        Assert.Equal(
            ["pending", "running", "succeeded", "partial", "failed", "canceled"], Enum.GetValues<OperationState>().Select(WireNames.Of));
    }
}
