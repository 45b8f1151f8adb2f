namespace Wesog.Architecture.Tests.PublicApi.Samples;

/// <summary>A delegate.</summary>
internal delegate int Measure(Book? book);
