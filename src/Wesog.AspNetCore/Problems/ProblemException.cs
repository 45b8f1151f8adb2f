namespace Wesog.AspNetCore.Problems;

/// <summary>Ends a request with a problem.</summary>
internal sealed class ProblemException(Problem problem) : Exception($"{problem.Status} {problem.Code}")
{
    public Problem Problem { get; } = problem;
}
