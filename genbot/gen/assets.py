"""The files of an agent: what was uploaded, what was made, and the folders they lie in."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from genbot.gen.endpoint import Endpoint, Page, Part, Query, Text, Upload
from genbot.gen.shapes import Loose, Shape, Word
from genbot.gen.sheets import Resource, Sheet

ONE_GIGABYTE = 1024**3
ZIP = b"PK"  # so an XLSX file begins


class Generator(Shape):
    """What made a file; absent for uploads."""

    id: str
    status: Word = None
    type: Word = None


class ContentResource(Resource, wrapped_in="content_resource"):
    generator: Annotated[Generator | None, Loose] = None


class ListContentResources(Endpoint[list[ContentResource]], get="/content_resources"):
    """Twenty at a time, renders among the videos."""

    agent_id: str
    type: Literal["image", "video", "audio", "zip", "safe_tensors"] | None = None
    project_id: str | None = None
    ids: list[str] | None = Field(None, serialization_alias="ids[]")
    page: Page = 0


class CreateContentResource(Endpoint[ContentResource], post="/content_resources", multipart=True):
    """A small file itself, or the `signed_id` of one that went up by direct upload."""

    agent_id: Query[str]
    file: Upload | str = Field(serialization_alias="content_resource[file]")
    folder_id: str | None = Field(None, serialization_alias="asset_folder[id]")


class GetContentResource(Endpoint[ContentResource], get="/content_resources/{id}"):
    id: str
    agent_id: str


class UpdateContentResource(
    Endpoint[None], patch="/content_resources/{id}", wrap="content_resource"
):
    id: str
    agent_id: Query[str]
    filename: Text


class DeleteContentResource(Endpoint[None], delete="/content_resources/{id}"):
    """Its public addresses stop working."""

    id: str
    agent_id: str


class Asset(Shape):
    """A file or a folder: `type` is ContentResource or AssetFolder."""

    id: str
    type: str
    name: Word = None
    url: Word = None
    thumbnail_url: Word = None
    file_name: Word = None
    content_type: Word = None


class ListAssetLibraries(Endpoint[list[Asset]], get="/asset_libraries"):
    agent_id: str
    folder_id: str | None = None
    asset_type: Literal["image", "video", "audio", "folder"] | None = None
    search: str | None = None
    order: Literal["recent"] | None = None
    page: Page | None = None
    page_size: Page | None = None


class AssetFolder(Shape, wrapped_in="asset_folder"):
    asset_folder_id: str


class CreateAssetFolder(Endpoint[AssetFolder], post="/asset_folders", wrap="asset_folder"):
    agent_id: Query[str]
    name: Text
    parent_id: str | None = None


class UpdateAssetFolder(Endpoint[AssetFolder], patch="/asset_folders/{id}", wrap="asset_folder"):
    id: str
    agent_id: Query[str]
    name: Text


class DeleteAssetFolder(Endpoint[None], delete="/asset_folders/{id}"):
    """With everything in it."""

    id: str
    agent_id: str


class Destination(Shape):
    """Where the file itself is PUT, with exactly these headers."""

    url: str = Field(repr=False)  # whoever has it may write there
    headers: dict[str, str] = Field(default_factory=dict, repr=False)


class DirectUpload(Shape):
    """An upload prepared; `signed_id` turns it into a resource afterwards."""

    signed_id: str
    direct_upload: Destination
    id: str | None = None
    key: str | None = None


class Blob(Part):
    """A file announced: its `checksum` is the base64 of its MD5."""

    filename: Text
    byte_size: int = Field(ge=0, le=ONE_GIGABYTE)
    checksum: Text
    content_type: Text
    metadata: dict[str, Any] | None = None


class CreateDirectUpload(Endpoint[DirectUpload], post="/direct_upload"):
    blob: Blob


class GetGlobalVariables(Endpoint[Sheet], get="/autocontentengine/{sheet_id}/global_variables"):
    """The values behind {{names}} in prompts and cells, themselves a sheet."""

    sheet_id: str
    agent_id: str


class ImportGlobalVariables(
    Endpoint[Sheet],
    post="/autocontentengine/{sheet_id}/import_global_variables",
    multipart=True,
):
    """From a spreadsheet file (XLSX)."""

    sheet_id: str
    agent_id: Query[str]
    file: Upload

    @model_validator(mode="after")
    def _is_a_table(self) -> Self:
        if not (self.file.name.lower().endswith(".xlsx") and self.file.content[:2] == ZIP):
            raise ValueError("the variables come as a spreadsheet file (XLSX)")
        return self


class DownloadVariablesTemplate(
    Endpoint[bytes], get="/autocontentengine/global_variables_template"
):
    """An empty spreadsheet file (XLSX) to fill in."""
