namespace Wesog.AspNetCore.Problems;

/// <summary>Ends the handling of a request; the response is a problem.</summary>
internal sealed class ProblemException(Problem problem) : Exception($"{problem.Status} {problem.Code}")
{
    public Problem Problem { get; } = problem;
}
