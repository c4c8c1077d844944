"""From a Llama model in GGUF to a graph for onnxruntime, once; the result is kept in the cache folder.

The graph reads tokens with what was read before (`past_*`), and answers, for the places asked for, the surprisal of a given next
token and of the likeliest one. Weights are dequantised to 32 bits: 8-bit kernels are slower on the CPUs measured, 4-bit ones too
lossy (correlation of surprisals with these 0.9993 and 0.953).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

#: Longest input in tokens, with its past.
MOST_TOKENS = 2048


#: Layers whose states the tagger reads beside the last one.
TAPS = (12, 20)


def convert(source: Path, folder: Path) -> None:
    """Write `model.onnx`, its weights `model.onnx.data` and `tokenizer.json` into `folder`, from the GGUF file `source`.

    Raises:
        ValueError: not a GGUF file of a Llama model, or a truncated one.
    """
    import gguf
    import onnx

    reader = gguf.GGUFReader(str(source))
    _tokenizer(reader).save(str(folder / "tokenizer.json"))
    onnx.save(
        _Graph(reader).build(),
        str(folder / "model.onnx"),
        save_as_external_data=True,
        location="model.onnx.data",
        all_tensors_to_one_file=True,
        size_threshold=1024,
    )


def _tokenizer(reader: Any) -> Any:
    """The byte-level BPE (Sennrich et al. 2016) that the file describes; digits stand one by one."""
    from tokenizers import Tokenizer, models, pre_tokenizers

    words = reader.fields["tokenizer.ggml.tokens"].contents()
    merges = [tuple(merge.split(" ")) for merge in reader.fields["tokenizer.ggml.merges"].contents()]
    tokenizer = Tokenizer(models.BPE(vocab={word: index for index, word in enumerate(words)}, merges=merges))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]
    )
    return tokenizer


class _Graph:
    """The graph under construction; node outputs are named after what they are."""

    def __init__(self, reader: Any) -> None:
        self.tensors = {tensor.name: tensor for tensor in reader.tensors}
        self.fields = reader.fields
        self.nodes: list[Any] = []
        self.weights: list[Any] = []
        self.inputs: list[Any] = []
        self.outputs: list[Any] = []

    def build(self) -> Any:
        from onnx import TensorProto, helper

        layers, width = self.field("block_count"), self.field("embedding_length")
        heads, kv_heads = self.field("attention.head_count"), self.field("attention.head_count_kv")
        size = width // heads
        epsilon = float(self.field("attention.layer_norm_rms_epsilon"))
        for name, kind, shape in (
            ("input_ids", TensorProto.INT64, ["batch", "length"]),
            ("last", TensorProto.INT32, ["batch"]),  # index of the last token, past included
            ("total", TensorProto.INT32, []),  # length with the past
            ("places", TensorProto.INT64, ["asked"]),  # flat indices into batch x length
            ("targets", TensorProto.INT64, ["asked"]),
            ("positions", TensorProto.INT64, ["batch", "length"]),
            ("bias", TensorProto.FLOAT, [1, 1, "length", "all"]),  # added to attention scores
        ):
            self.inputs.append(helper.make_tensor_value_info(name, kind, shape))
        embedding = self.constant("embedding", self.tensor("token_embd.weight"))
        cos, sin = self._rotations(size)
        hidden = self.node("Gather", [embedding, "input_ids"], "hidden_0")
        normal = self.node(
            "SimplifiedLayerNormalization",
            [hidden, self.weight("blk.0.attn_norm")],
            "normal_0",
            axis=-1,
            epsilon=epsilon,
        )
        for layer in range(layers):
            block = f"blk.{layer}."
            queries, keys, values = (self.linear(normal, f"{block}attn_{part}") for part in "qkv")
            past = [f"past_{kind}_{layer}" for kind in ("key", "value")]
            now = [f"now_{kind}_{layer}" for kind in ("key", "value")]
            for names, where, length in ((past, self.inputs, "past"), (now, self.outputs, "all")):
                for name in names:
                    shape = ["batch", kv_heads, length, size]
                    where.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))
            # llama.cpp stores the rows of q and k for rotation of neighbouring pairs.
            attention = self.node(
                "GroupQueryAttention", [queries, keys, values, *past, "last", "total", cos, sin, "positions", "bias"],
                [f"attention_{layer}", *now], num_heads=heads, kv_num_heads=kv_heads, do_rotary=1, rotary_interleaved=1,
            )  # fmt: skip
            normal, middle = self.add_and_normalise(
                hidden, self.linear(attention, f"{block}attn_output"), f"{block}ffn_norm", f"middle_{layer}", epsilon
            )
            gate, up = self.linear(normal, f"{block}ffn_gate"), self.linear(normal, f"{block}ffn_up")
            gate = self.node("Mul", [gate, self.node("Sigmoid", [gate], f"{gate}_sigmoid")], f"{gate}_silu")
            down = self.linear(self.node("Mul", [gate, up], f"{block}product"), f"{block}ffn_down")
            following = f"blk.{layer + 1}.attn_norm" if layer + 1 < layers else "output_norm"
            normal, hidden = self.add_and_normalise(middle, down, following, f"hidden_{layer + 1}", epsilon)
        self.node("Identity", [normal], "hidden_last")
        for tap in (*TAPS, "last"):
            self.outputs.append(
                helper.make_tensor_value_info(f"hidden_{tap}", TensorProto.FLOAT, ["batch", "length", width])
            )
        self._surprisals(normal, embedding, width)
        graph = helper.make_graph(self.nodes, "language-model", self.inputs, self.outputs, self.weights)
        opsets = [helper.make_opsetid("", 18), helper.make_opsetid("com.microsoft", 1)]
        model = helper.make_model(graph, opset_imports=opsets)
        model.ir_version = 9
        return model

    def _rotations(self, size: int) -> tuple[str, str]:
        """The tables of rotary position embedding (Su et al. 2021)."""
        speeds = float(self.field("rope.freq_base")) ** -(np.arange(0, size, 2) / size)
        angles = np.outer(np.arange(MOST_TOKENS), speeds)
        cos = self.constant("cos", np.cos(angles).astype(np.float32))
        return cos, self.constant("sin", np.sin(angles).astype(np.float32))

    def _surprisals(self, normal: str, embedding: str, width: int) -> None:
        """`surprisal` of `targets` at `places`, and `best`, that of the likeliest token there; both in nats."""
        from onnx import TensorProto, helper

        flat = self.node("Reshape", [normal, self.constant("flat_shape", np.array([-1, width]))], "flat")
        rows = self.node("Gather", [flat, "places"], "rows")
        logits = self.node("Gemm", [rows, embedding], "logits", transB=1)
        axis = self.constant("axis", np.array([1]))
        total = self.node("ReduceLogSumExp", [logits, axis], "total_mass", keepdims=0)
        products = self.node("Mul", [rows, self.node("Gather", [embedding, "targets"], "wanted")], "products")
        wanted = self.node("ReduceSum", [products, axis], "wanted_logit", keepdims=0)
        self.node("Sub", [total, wanted], "surprisal")
        self.node("Sub", [total, self.node("ReduceMax", [logits, axis], "best_logit", keepdims=0)], "best")
        for name in ("surprisal", "best"):
            self.outputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, ["asked"]))

    def field(self, name: str) -> Any:
        return self.fields[f"llama.{name}"].contents()

    def tensor(self, name: str) -> Any:
        import gguf

        if name not in self.tensors:
            raise ValueError(f"has no tensor {name}")
        found = self.tensors[name]
        return gguf.quants.dequantize(found.data, found.tensor_type).astype(np.float32)

    def constant(self, name: str, values: Any) -> str:
        from onnx import numpy_helper

        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def weight(self, name: str) -> str:
        return self.constant(name, self.tensor(f"{name}.weight"))

    def linear(self, source: str, name: str) -> str:
        return self.node("MatMul", [source, self.constant(f"{name}.t", self.tensor(f"{name}.weight").T)], f"{name}.out")

    def add_and_normalise(self, one: str, two: str, norm: str, total: str, epsilon: float) -> tuple[str, str]:
        """RMS norm of `one` + `two`, and the sum itself."""
        outputs = [f"{total}_normal", "", "", total]
        self.node("SkipSimplifiedLayerNormalization", [one, two, self.weight(norm)], outputs, epsilon=epsilon)
        return outputs[0], total

    def node(self, kind: str, inputs: list[str], outputs: str | list[str], **attributes: Any) -> str:
        from onnx import helper

        fused = kind in {"GroupQueryAttention", "SkipSimplifiedLayerNormalization"}
        outputs = [outputs] if isinstance(outputs, str) else outputs
        domain = "com.microsoft" if fused else ""
        self.nodes.append(
            helper.make_node(kind, inputs, outputs, name=f"node_{len(self.nodes)}", domain=domain, **attributes)
        )
        return outputs[0]
