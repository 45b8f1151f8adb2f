using Wesog.AspNetCore.OpenApi.Answers;
using Wesog.AspNetCore.OpenApi.Requests;

namespace Wesog.AspNetCore.OpenApi.Routes;

/// <summary>The routes under <c>/imgs</c>. <c>docs/specification.md</c>, section "HTTP".</summary>
internal static class ImageRoutes
{
    private const string Batch = "/imgs";
    private const string Single = "/imgs/{id}";

    public static IEnumerable<RouteDescription> All =>
    [
        Read(Batch, "listImages", "List images", "A page of your images, ordered by id, by code point. `HEAD` works too.") with
        {
            Parameters = ["page", "image_limit", "fields", .. ApiParameters.OfReads],
            Answers = ApiAnswers.OfImagePage,
        },
        Write(Batch, HttpMethod.Post, "addImages", "Add images",
            "Adds a batch of images. An id that exists is an error, unless `strict=false`.", "Images"),
        Write(Batch, HttpMethod.Put, "replaceImages", "Replace images",
            "Replaces whole records: members not sent lose their values. To change just some members, use `PATCH`.", "Images"),
        Write(Batch, HttpMethod.Patch, "modifyImages", "Modify images",
            "Changes the members that are sent: `null` clears one, absent members stay. `src` cannot be cleared.", "Changes"),
        Deletion(Batch, HttpMethod.Delete, "deleteImages",
            "Deletes the images that the body or the query names; ids that do not exist are skipped. " +
            "Where clients or proxies drop the body of a `DELETE`, use `POST /imgs/delete`."),
        Deletion("/imgs/delete", HttpMethod.Post, "deleteImagesByPost",
            "The same as `DELETE /imgs`, for clients and proxies that drop the body of a `DELETE`."),
        Read(Single, "getImage", "Get an image", "The image, with its entity tag. `HEAD` works too.") with
        {
            Parameters = ["image_id", "fields", "if_none_match", .. ApiParameters.OfReads],
            Answers = ApiAnswers.OfImageRead,
        },
        One(HttpMethod.Post, "addImage", "Add an image",
            "Adds the image of this id. An id that exists is an error, unless `strict=false`. " +
            "The id `delete` is added by `POST /imgs`.",
            "ImageById"),
        One(HttpMethod.Put, "replaceImage", "Replace an image",
            "Replaces the whole record: members not sent lose their values. To change just some members, use `PATCH`.", "ImageById"),
        One(HttpMethod.Patch, "modifyImage", "Modify an image",
            "Changes the members that are sent: `null` clears one, absent members stay. `src` cannot be cleared.", "ImageChangeById"),
        One(HttpMethod.Delete, "deleteImage", "Delete an image",
            "Deletes the image; one that does not exist is skipped. Takes no body.", null) with
        {
            Answers = ApiAnswers.OfImageDeletion,
        },
    ];

    private static RouteDescription Read(string path, string id, string summary, string description) =>
        new(path, HttpMethod.Get, id, "images", summary, description) { Answers = [] };

    private static RouteDescription Write(string path, HttpMethod method, string id, string summary, string description, string body) =>
        new(path, method, id, "images", summary, description)
        {
            Body = body,
            Parameters = ApiParameters.OfWrites,
            Answers = ApiAnswers.OfBatch,
        };

    private static RouteDescription Deletion(string path, HttpMethod method, string id, string description) =>
        Write(path, method, id, method == HttpMethod.Post ? "Delete images by POST" : "Delete images", description, "Deletions") with
        {
            Parameters = ["ids", .. ApiParameters.OfWrites],
        };

    private static RouteDescription One(HttpMethod method, string id, string summary, string description, string? body) =>
        new(Single, method, id, "images", summary, description)
        {
            Body = body,
            Parameters = ["image_id", .. ApiParameters.OfWrites],
            Answers = ApiAnswers.OfImage,
        };
}
