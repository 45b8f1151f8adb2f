namespace Wesog.Benchmarks.InProcess;

/// <summary>Strict operations beside deserialising the JSON of their images.</summary>
public class SubmittingStrictly() : SubmittingImages(strict: true);
