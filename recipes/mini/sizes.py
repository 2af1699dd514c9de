"""How large a mini is: one value a size; everything else of the recipe reads it."""

from dataclasses import dataclass, replace

from transformers import ChameleonConfig, ChameleonVQVAEConfig

from recipes.mini.world import MEDIUM, SIMPLE, Richness


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """A mini: its picture, its decoder, its world, and how its hours are spent."""

    name: str
    image_size: int
    image_codes: int
    width: int
    layers: int
    heads: int
    context: int
    world: Richness
    batch: int
    tokenizer_share: float
    """Of the hours given, what the image tokenizer gets."""
    polish_share: float = 0.10
    """What polishing its picture decoder gets at the end; the decoder has the rest."""
    perception: float = 0.1
    """Weight of what early features see in the loss of pictures; 0 leaves it out."""
    adversarial: bool = False
    """Whether a judge of patches joins for the last third of the image tokenizer's training."""
    crops: int = 4
    """Half-size crops in a batch of the image tokenizer; of whole pictures half as many."""
    drawers: int = 1
    """Processes that draw pictures while the decoder trains, and as many that spell sequences."""
    shards: int = 150
    """Of 1,024 pictures each, at most."""
    text_tokens: int = 1400
    reserved: int = 256
    latent_channels: int = 64
    code_width: int = 12
    """embed_dim: the width of a code vector."""

    def vq_config(self) -> ChameleonVQVAEConfig:
        """Downsampling 4; 64 channels at full resolution, so that flat colours survive."""
        return ChameleonVQVAEConfig(
            embed_dim=self.code_width,
            num_embeddings=self.image_codes,
            latent_channels=self.latent_channels,
            resolution=self.image_size,
            base_channels=64,
            channel_multiplier=[1, 1, 2],
            num_res_blocks=1,
        )

    def config(self, vocabulary_map: dict[str, int]) -> ChameleonConfig:
        """The whole checkpoint's config.json, for a tokenizer's names and ids."""
        return ChameleonConfig(
            vocab_size=max(vocabulary_map.values()) + 1,
            hidden_size=self.width,
            intermediate_size=int(self.width * 8 / 3 / 128) * 128,
            num_hidden_layers=self.layers,
            num_attention_heads=self.heads,
            num_key_value_heads=self.heads,
            max_position_embeddings=self.context,
            vq_config=self.vq_config(),
            vocabulary_map=vocabulary_map,
            rope_parameters={"rope_type": "default", "rope_theta": 10000.0},
        )


CPU = Size(
    name="cpu",
    image_size=48,
    image_codes=512,
    width=256,
    layers=6,
    heads=4,
    context=1024,
    world=SIMPLE,
    batch=32,
    tokenizer_share=0.27,
)
GPU = Size(
    name="gpu",
    image_size=64,
    image_codes=1024,
    width=256,
    layers=8,
    heads=4,
    context=2048,
    world=MEDIUM,
    batch=256,
    tokenizer_share=0.25,
    adversarial=True,
    crops=64,
    drawers=12,
    shards=600,
)
SIZES = {size.name: size for size in (CPU, GPU)}
SMALL = replace(CPU, name="small", width=192, layers=4, heads=3)
"""A smaller decoder on the pictures and words of `CPU`, for comparison: see `beside`."""
