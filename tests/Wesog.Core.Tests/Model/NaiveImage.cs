using Wesog.Images;

namespace Wesog.Core.Tests.Model;

/// <summary>An image as the model knows it.</summary>
internal sealed record NaiveImage(Image Image, long Revision, bool IsNewHere, bool IsWrittenHere);
