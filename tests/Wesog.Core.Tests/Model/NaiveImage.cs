using Wesog.Images;

namespace Wesog.Core.Tests.Model;

/// <summary>An image in the model.</summary>
internal sealed record NaiveImage(Image Image, long Revision, bool IsNewHere, bool IsWrittenHere);
