namespace Wesog.MongoDB.Tests.Outages;

/// <summary>When a proxy cuts its connections.</summary>
internal enum CutMode
{
    /// <summary>The proxy cuts no commit.</summary>
    Never,

    /// <summary>When the proxy receives a commit, before it forwards it to the server.</summary>
    BeforeCommit,

    /// <summary>When the server has answered a commit, before the client gets the response.</summary>
    AfterCommit,
}
