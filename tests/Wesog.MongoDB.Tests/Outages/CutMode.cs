namespace Wesog.MongoDB.Tests.Outages;

/// <summary>When a proxy cuts its connections.</summary>
internal enum CutMode
{
    /// <summary>Not by itself.</summary>
    Never,

    /// <summary>When a commit has come, before the server has it.</summary>
    BeforeCommit,

    /// <summary>When the server has answered a commit, before its client knows.</summary>
    AfterCommit,
}
