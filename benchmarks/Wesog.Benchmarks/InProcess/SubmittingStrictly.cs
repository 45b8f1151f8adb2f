namespace Wesog.Benchmarks.InProcess;

/// <summary>Compares strict operations with deserialising the JSON of their images.</summary>
public class SubmittingStrictly() : SubmittingImages(strict: true);
