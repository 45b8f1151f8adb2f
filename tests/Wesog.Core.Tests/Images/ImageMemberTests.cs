using System.Text;
using Wesog.Images;

namespace Wesog.Core.Tests.Images;

public sealed class ImageMemberTests
{
    [Fact]
    public void Members_have_the_order_of_the_specification()
    {
        Assert.Equal(
            "id src url_img_watermark url_img_thumbnail title headline caption alt_text ai_generated model_release property_release nsfw "
            + "date status location city country event author provider shot scene technique medium keywords categories collections "
            + "lang created_at updated_at revision",
            string.Join(' ', ImageMember.All.Select(member => member.Name)));
        Assert.Equal(Enumerable.Range(0, 31), ImageMember.All.Select(member => member.Index));
        Assert.Equal("collections", ImageMember.All[ImageMember.Stored.Length - 1].Name);
    }

    [Fact]
    public void A_name_finds_only_its_member()
    {
        Assert.All(ImageMember.All, member => Assert.Same(member, ImageMember.Find(Encoding.UTF8.GetBytes(member.Name))));
        foreach (var name in new[] { "", "ID", "titl", "titles", "srd", new string('x', 1_000) })
        {
            Assert.Null(ImageMember.Find(Encoding.UTF8.GetBytes(name)));
        }
    }
}
