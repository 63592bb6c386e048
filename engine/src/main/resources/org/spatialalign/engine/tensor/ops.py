class Ops(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  def sdpa(self: __torch__.Ops, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    return torch.scaled_dot_product_attention(q, k, v)
  def sdpa_masked(self: __torch__.Ops, q: Tensor, k: Tensor, v: Tensor, mask: Tensor, scale: float) -> Tensor:
    return torch.scaled_dot_product_attention(q, k, v, mask, 0., False, scale=scale)
  def linear(self: __torch__.Ops, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    return torch.linear(x, weight, bias)
  def linear_plain(self: __torch__.Ops, x: Tensor, weight: Tensor) -> Tensor:
    return torch.linear(x, weight)
  def layer_norm(self: __torch__.Ops, x: Tensor, eps: float) -> Tensor:
    return torch.layer_norm(x, [torch.size(x, -1)], None, None, eps)
  def layer_norm_affine(self: __torch__.Ops, x: Tensor, weight: Tensor, bias: Tensor, eps: float) -> Tensor:
    return torch.layer_norm(x, [torch.size(x, -1)], weight, bias, eps)
  def group_norm(self: __torch__.Ops, x: Tensor, groups: int, weight: Tensor, bias: Tensor, eps: float) -> Tensor:
    return torch.group_norm(x, groups, weight, bias, eps)
  def roll(self: __torch__.Ops, x: Tensor, shifts: List[int], axes: List[int]) -> Tensor:
    return torch.roll(x, shifts, axes)
  def rms_norm(self: __torch__.Ops, x: Tensor, weight: Tensor, eps: float) -> Tensor:
    return torch.rms_norm(x, [torch.size(x, -1)], weight, eps)
  def gelu_tanh(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.gelu(x, approximate="tanh")
  def gelu(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.gelu(x)
  def relu(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.relu(x)
  def sigmoid(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.sigmoid(x)
  def silu(self: __torch__.Ops, x: Tensor) -> Tensor:
    return torch.silu(x)
  def rotate_pairs(self: __torch__.Ops, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    a = torch.slice(x, -1, 0, None, 2)
    b = torch.slice(x, -1, 1, None, 2)
    pairs = [torch.sub(torch.mul(a, cos), torch.mul(b, sin)), torch.add(torch.mul(a, sin), torch.mul(b, cos))]
    return torch.flatten(torch.stack(pairs, -1), -2)
  def conv3d(self: __torch__.Ops, x: Tensor, weight: Tensor, bias: Tensor, stride: List[int]) -> Tensor:
    return torch.conv3d(x, weight, bias, stride)
  def conv2d(self: __torch__.Ops, x: Tensor, weight: Tensor, bias: Tensor, stride: List[int], padding: List[int]) -> Tensor:
    return torch.conv2d(x, weight, bias, stride, padding)
  def conv3d_padded(self: __torch__.Ops, x: Tensor, weight: Tensor, bias: Tensor, stride: List[int], padding: List[int]) -> Tensor:
    return torch.conv3d(x, weight, bias, stride, padding)
  def channel_norm(self: __torch__.Ops, x: Tensor, gamma: Tensor) -> Tensor:
    length = torch.clamp_min(torch.linalg_vector_norm(x, 2, [1], True, dtype=6), 1e-12)
    return torch.mul_(torch.div(x, length), torch.mul(gamma, torch.sqrt(torch.size(x, 1))))
  def upsample_nearest(self: __torch__.Ops, x: Tensor, size: List[int]) -> Tensor:
    return torch.upsample_nearest3d(x, size)
  def grid_sample(self: __torch__.Ops, x: Tensor, grid: Tensor, align_corners: bool) -> Tensor:
    return torch.grid_sampler(x, grid, 0, 0, align_corners)
  def cast(self: __torch__.Ops, x: Tensor, dtype: int) -> Tensor:
    return torch.to(x, dtype)
  def float32_of_bf16_bytes(self: __torch__.Ops, x: Tensor, shape: List[int]) -> Tensor:
    return torch.to(torch.reshape(torch.view_copy(x, dtype=15), shape), 6)
  def modulated_norm(self: __torch__.Ops, x: Tensor, scale: Tensor, shift: Tensor, eps: float, dtype: int) -> Tensor:
    n = torch.layer_norm(x, [torch.size(x, -1)], None, None, eps)
    return torch.to(torch.addcmul(shift, n, torch.add(scale, 1)), dtype)
  def gated_add(self: __torch__.Ops, x: Tensor, y: Tensor, gate: Tensor) -> Tensor:
    return torch.addcmul(x, y, gate)
  def rms_heads(self: __torch__.Ops, x: Tensor, weight: Tensor, eps: float, heads: int, cos: Optional[Tensor]=None, sin: Optional[Tensor]=None) -> Tensor:
    wide = torch.to(x, 6)
    norm = torch.linalg_vector_norm(wide, 2, [-1], True)
    factor = torch.rsqrt(torch.add(torch.div(torch.mul(norm, norm), torch.size(x, -1)), eps))
    y = torch.mul(torch.mul(wide, factor), weight)
    if torch.__isnot__(cos, None):
      pairs = torch.view_as_complex(torch.reshape(y, [torch.size(x, 0), torch.size(x, 1), heads, -1, 2]))
      turn = torch.unsqueeze(torch.complex(unchecked_cast(Tensor, cos), unchecked_cast(Tensor, sin)), 1)
      h = torch.flatten(torch.view_as_real(torch.mul(pairs, turn)), -2)
    else:
      h = torch.reshape(y, [torch.size(x, 0), torch.size(x, 1), heads, -1])
    return torch.transpose(torch.to(h, ops.prim.dtype(x)), 1, 2)
  def attend(self: __torch__.Ops, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    return torch.flatten(torch.transpose(torch.scaled_dot_product_attention(q, k, v), 1, 2), 2)
  def requires_grad(self: __torch__.Ops, x: Tensor) -> bool:
    return ops.prim.requires_grad(x)
  def embedding(self: __torch__.Ops, table: Tensor, indices: Tensor) -> Tensor:
    return torch.embedding(table, indices)
  def vjp(self: __torch__.Ops, outputs: List[Tensor], inputs: List[Tensor], cotangents: List[Tensor]) -> List[Tensor]:
    upstream = annotate(List[Optional[Tensor]], [])
    for i in range(torch.len(cotangents)):
      _0 = torch.append(upstream, cotangents[i])
    found = torch.grad(outputs, inputs, upstream, False, False, True)
    grads = annotate(List[Tensor], [])
    for j in range(torch.len(inputs)):
      g = found[j]
      if torch.__is__(g, None):
        _1 = torch.append(grads, torch.zeros_like(inputs[j]))
      else:
        _2 = torch.append(grads, unchecked_cast(Tensor, g))
    return grads
  def add_vjp(self: __torch__.Ops, outputs: List[Tensor], flow: List[Tensor], params: List[Tensor], cotangents: List[Tensor], sums: List[Tensor]) -> List[Tensor]:
    upstream = annotate(List[Optional[Tensor]], [])
    for i in range(torch.len(cotangents)):
      _0 = torch.append(upstream, cotangents[i])
    found = torch.grad(outputs, torch.add(flow, params), upstream, False, False, True)
    passed = annotate(List[Tensor], [])
    for j in range(torch.len(flow)):
      g = found[j]
      if torch.__is__(g, None):
        _1 = torch.append(passed, torch.zeros_like(flow[j]))
      else:
        _2 = torch.append(passed, unchecked_cast(Tensor, g))
    for j in range(torch.len(params)):
      g = found[torch.add(torch.len(flow), j)]
      if torch.__isnot__(g, None):
        _3 = torch.add_(sums[j], unchecked_cast(Tensor, g))
    return passed
  def unscale(self: __torch__.Ops, grads: List[Tensor], found: Tensor, inverse: Tensor) -> None:
    torch._amp_foreach_non_finite_check_and_unscale_(grads, found, inverse)
    return None
  def adamw(self: __torch__.Ops, params: List[Tensor], grads: List[Tensor], means: List[Tensor], squares: List[Tensor], steps: List[Tensor], lr: float, beta1: float, beta2: float, decay: float, eps: float) -> None:
    torch._foreach_add_(steps, 1)
    _0 = torch._fused_adamw_(params, grads, means, squares, annotate(List[Tensor], []), steps, lr=lr, beta1=beta1, beta2=beta2, weight_decay=decay, eps=eps, amsgrad=False, maximize=False)
    return None
  def scale(self: __torch__.Ops, x: Tensor, factor: float) -> Tensor:
    return torch.mul(x, factor)
  def copy_into(self: __torch__.Ops, target: Tensor, source: Tensor) -> None:
    _0 = torch.copy_(target, source)
    return None
