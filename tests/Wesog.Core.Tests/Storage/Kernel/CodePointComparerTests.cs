using System.Text;
using Wesog.Storage;

namespace Wesog.Core.Tests.Storage.Kernel;

public sealed class CodePointComparerTests
{
    private static readonly string[] Texts =
    [
        "", "a", "aa", "ab", "b", "\u00E9", "\uD7FF", "\uE000", "\uFFFD", "\uFFFDa", "\U00010000", "\U00010000a", "\U00010001",
        "\U0001F600", "\U0010FFFF", "a\uD7FF", "a\uE000", "a\U00010000", "a\U0010FFFF", new('x', 300), new string('x', 300) + "\uE000",
        new string('x', 300) + "\U0001F600",
    ];

    [Fact]
    public void The_order_equals_the_order_of_utf8_bytes()
    {
        foreach (var x in Texts)
        {
            foreach (var y in Texts)
            {
                var bytes = Encoding.UTF8.GetBytes(x).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y));

                Assert.Equal(Math.Sign(bytes), Math.Sign(CodePointComparer.Instance.Compare(x, y)));
            }
        }
    }
}
